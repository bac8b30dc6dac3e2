import { describe, expect, it } from 'vitest';
import { treeMove } from '../src/lib/tree-keys';

const rows = [
  { id: 'a', parent: null, expanded: true },
  { id: 'a1', parent: 'a', expanded: false },
  { id: 'a2', parent: 'a', expanded: true },
  { id: 'a2x', parent: 'a2', expanded: undefined },
];

describe('keys in a tree', () => {
  it('move between rows and stay at the ends', () => {
    expect(treeMove('ArrowDown', rows, 'a')).toEqual({ to: 'a1' });
    expect(treeMove('ArrowUp', rows, 'a')).toEqual({ to: undefined });
    expect(treeMove('End', rows, 'a')).toEqual({ to: 'a2x' });
    expect(treeMove('Home', rows, 'a2x')).toEqual({ to: 'a' });
  });

  it('open and enter to the right, close and leave to the left', () => {
    expect(treeMove('ArrowRight', rows, 'a1')).toEqual({ toggle: 'a1' });
    expect(treeMove('ArrowRight', rows, 'a2')).toEqual({ to: 'a2x' });
    expect(treeMove('ArrowRight', rows, 'a2x')).toEqual({ to: undefined });
    expect(treeMove('ArrowLeft', rows, 'a2')).toEqual({ toggle: 'a2' });
    expect(treeMove('ArrowLeft', rows, 'a2x')).toEqual({ to: 'a2' });
    expect(treeMove('ArrowLeft', rows, 'a1')).toEqual({ to: 'a' });
  });

  it('choose, and leave every other key alone', () => {
    expect(treeMove('Enter', rows, 'a1')).toEqual({ choose: 'a1' });
    expect(treeMove(' ', rows, 'a2x')).toEqual({ choose: 'a2x' });
    expect(treeMove('x', rows, 'a')).toBeNull();
    expect(treeMove('Enter', rows, 'gone')).toBeNull();
  });
});
