//! Which encoding a text is in, and decoding it as it is read.
//!
//! UTF-8 with or without a byte order mark, UTF-16 with one, and GB18030 when the bytes are no UTF-8.

use crate::fault::{Fault, TableError};
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::{self, Read, Seek};

/// How much is decoded at a time, in bytes.
pub(crate) const CHUNK: usize = 64 * 1024;

/// The encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that begins with a byte order mark.
    Utf8WithMark,
    /// GB18030, which holds GBK and GB 2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl TextEncoding {
    /// Its name in both languages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithMark => "UTF-8 BOM",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 | Self::Utf8WithMark => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    /// The encoding of a table of text; the file is read to its end.
    ///
    /// # Errors
    /// A [`Fault`] when it is empty, no text, in another encoding, or a quote is not closed.
    pub fn of(file: &mut File) -> Result<Self, TableError> {
        let mut start = [0; 4];
        let length = file.read(&mut start)?;
        let start = &start[..length];
        let candidates: &[Self] = if start.starts_with(&[0xff, 0xfe]) {
            &[Self::Utf16Le]
        } else if start.starts_with(&[0xfe, 0xff]) {
            &[Self::Utf16Be]
        } else if start.starts_with(b"\xef\xbb\xbf") {
            &[Self::Utf8WithMark, Self::Gb18030]
        } else {
            &[Self::Utf8, Self::Gb18030]
        };
        let mut malformed = 0;
        for candidate in candidates {
            let survey = survey(file, candidate.encoding())?;
            if survey.control {
                return Err(Fault::whole("文件不是文字表格，选一个CSV文件", "the file is no table of text; choose a CSV file").into());
            }
            match survey.malformed {
                Some(line) if malformed == 0 => malformed = line,
                Some(_) => {}
                None if !survey.anything => return Err(crate::csv_table::nothing_in_it().into()),
                None if survey.quotes % 2 == 1 => return Err(crate::csv_table::open_quote().into()),
                None => return Ok(*candidate),
            }
        }
        let message = if candidates.len() == 1 {
            Fault::whole(
                "文件以UTF-16的标记开头，但此处的字节不是UTF-16；另存为UTF-8的CSV后重试",
                "the file begins with the mark of UTF-16, but the bytes here are none; save it as a UTF-8 CSV and try again",
            )
        } else {
            Fault::whole(
                "此处的字节既不是UTF-8也不是GB18030，另存为UTF-8的CSV后重试",
                "the bytes here are neither UTF-8 nor GB18030; save the file as a UTF-8 CSV and try again",
            )
        };
        Err(Fault { line: malformed, ..message }.into())
    }
}

/// What a text is found to be in an encoding.
#[derive(Default)]
struct Survey {
    /// The first line with bytes that are no text of the encoding; what follows it is not looked at.
    malformed: Option<u64>,
    quotes: u64,
    /// A control character that no table of text has.
    control: bool,
    /// Anything but space.
    anything: bool,
}

fn survey(file: &mut File, encoding: &'static Encoding) -> io::Result<Survey> {
    file.rewind()?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let (mut bytes, mut text) = (vec![0; CHUNK], vec![0; CHUNK]);
    let mut survey = Survey::default();
    let mut line = 1;
    loop {
        let length = file.read(&mut bytes)?;
        let mut rest = &bytes[..length];
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut text, length == 0);
            for byte in &text[..written] {
                match byte {
                    b'\n' => line += 1,
                    b'"' => {
                        survey.quotes += 1;
                        survey.anything = true;
                    }
                    byte if byte.is_ascii_whitespace() => {}
                    byte if byte.is_ascii_control() => survey.control = true,
                    _ => survey.anything = true,
                }
            }
            rest = &rest[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(Survey { malformed: Some(line), ..survey }),
            }
        }
        if length == 0 || survey.control {
            return Ok(survey);
        }
    }
}

/// A file as UTF-8 with plain ends of line, decoded as it is read. The reader of the rows counts `\n` only, and passes over a line without
/// anything as part of the next row; so `\r\n` and `\r` become `\n`, and a space is put on such a line: rows then know their lines.
pub(crate) struct Decoding {
    file: File,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// What of `bytes` is still to be decoded.
    undecoded: std::ops::Range<usize>,
    decoded: Vec<u8>,
    text: Vec<u8>,
    /// What of `text` is still to be handed out.
    waiting: std::ops::Range<usize>,
    ended: bool,
    lines: Lines,
}

/// Where the text that was handed out ends.
struct Lines {
    after_return: bool,
    blank: bool,
    quoted: bool,
}

impl Lines {
    /// Text with plain ends of line, none of them on a line without anything.
    fn plain(&mut self, decoded: &[u8], text: &mut Vec<u8>) {
        text.clear();
        for byte in decoded {
            let ends = match byte {
                b'\n' if self.after_return => {
                    self.after_return = false;
                    continue;
                }
                b'\n' | b'\r' => true,
                _ => false,
            };
            self.after_return = *byte == b'\r';
            self.quoted ^= *byte == b'"';
            if ends {
                text.extend_from_slice(if self.blank && !self.quoted { b" \n" } else { b"\n" });
            } else {
                text.push(*byte);
            }
            self.blank = ends;
        }
    }
}

impl Decoding {
    pub(crate) fn new(mut file: File, encoding: TextEncoding) -> io::Result<Self> {
        file.rewind()?;
        let decoder = encoding.encoding().new_decoder_with_bom_removal();
        let lines = Lines { after_return: false, blank: true, quoted: false };
        let decoded = vec![0; CHUNK];
        Ok(Self { file, decoder, bytes: vec![0; CHUNK], undecoded: 0..0, decoded, text: Vec::new(), waiting: 0..0, ended: false, lines })
    }
}

impl Read for Decoding {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.waiting.is_empty() && !self.ended {
            let mut last = false;
            if self.undecoded.is_empty() {
                let length = self.file.read(&mut self.bytes)?;
                self.undecoded = 0..length;
                last = length == 0;
            }
            let (result, read, written, _) = self.decoder.decode_to_utf8(&self.bytes[self.undecoded.clone()], &mut self.decoded, last);
            self.undecoded.start += read;
            self.lines.plain(&self.decoded[..written], &mut self.text);
            self.waiting = 0..self.text.len();
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let length = self.waiting.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.text[self.waiting.start..self.waiting.start + length]);
        self.waiting.start += length;
        Ok(length)
    }
}
