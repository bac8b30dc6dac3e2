/** The icons in use, as drawn by Lucide (ISC); only those named here are bundled. */
import arrowDown from 'lucide-static/icons/arrow-down.svg?raw';
import arrowLeftRight from 'lucide-static/icons/arrow-left-right.svg?raw';
import arrowRight from 'lucide-static/icons/arrow-right.svg?raw';
import arrowUp from 'lucide-static/icons/arrow-up.svg?raw';
import bookOpen from 'lucide-static/icons/book-open.svg?raw';
import calendarDays from 'lucide-static/icons/calendar-days.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import chevronsDownUp from 'lucide-static/icons/chevrons-down-up.svg?raw';
import chevronsUpDown from 'lucide-static/icons/chevrons-up-down.svg?raw';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import clipboardCheck from 'lucide-static/icons/clipboard-check.svg?raw';
import cloudOff from 'lucide-static/icons/cloud-off.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import copyPlus from 'lucide-static/icons/copy-plus.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import eyeOff from 'lucide-static/icons/eye-off.svg?raw';
import fileDown from 'lucide-static/icons/file-down.svg?raw';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import fileUp from 'lucide-static/icons/file-up.svg?raw';
import fileX from 'lucide-static/icons/file-x.svg?raw';
import folderOpen from 'lucide-static/icons/folder-open.svg?raw';
import gitCompareArrows from 'lucide-static/icons/git-compare-arrows.svg?raw';
import hardDrive from 'lucide-static/icons/hard-drive.svg?raw';
import history from 'lucide-static/icons/history.svg?raw';
import house from 'lucide-static/icons/house.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import link from 'lucide-static/icons/link.svg?raw';
import listChecks from 'lucide-static/icons/list-checks.svg?raw';
import loaderCircle from 'lucide-static/icons/loader-circle.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import lockOpen from 'lucide-static/icons/lock-open.svg?raw';
import messageSquare from 'lucide-static/icons/message-square.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import moon from 'lucide-static/icons/moon.svg?raw';
import panelRightOpen from 'lucide-static/icons/panel-right-open.svg?raw';
import pencil from 'lucide-static/icons/pencil.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import radar from 'lucide-static/icons/radar.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import scale from 'lucide-static/icons/scale.svg?raw';
import scrollText from 'lucide-static/icons/scroll-text.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import square from 'lucide-static/icons/square.svg?raw';
import stickyNote from 'lucide-static/icons/sticky-note.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import table from 'lucide-static/icons/table-2.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import trendingUp from 'lucide-static/icons/trending-up.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';

export const icons = {
  arrowDown,
  arrowLeftRight,
  arrowRight,
  arrowUp,
  bookOpen,
  calendarDays,
  check,
  chevronDown,
  chevronRight,
  chevronsDownUp,
  chevronsUpDown,
  circleAlert,
  clipboardCheck,
  cloudOff,
  copy,
  copyPlus,
  download,
  eye,
  eyeOff,
  fileDown,
  fileText,
  fileUp,
  fileX,
  folderOpen,
  gitCompareArrows,
  hardDrive,
  history,
  house,
  info,
  link,
  listChecks,
  loaderCircle,
  lock,
  lockOpen,
  messageSquare,
  minus,
  moon,
  panelRightOpen,
  pencil,
  plus,
  radar,
  redo,
  scale,
  scrollText,
  search,
  square,
  stickyNote,
  sun,
  table,
  trash,
  trendingUp,
  triangleAlert,
  undo,
  users,
  x,
};

export type IconName = keyof typeof icons;
