//! A picture without a library.

/// A grey picture with a frame, as an uncompressed PNG.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut raw = Vec::new();
    for y in 0..height {
        raw.push(0);
        for x in 0..width {
            let edge = x < 3 || y < 3 || x >= width - 3 || y >= height - 3;
            raw.push(if edge { 0x60 } else { 0xE0 + ((x / 40 + y / 40) % 2 * 12) as u8 });
        }
    }
    let mut deflated = vec![0x78, 0x01];
    let mut blocks = raw.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let size = block.len() as u16;
        deflated.push(u8::from(blocks.peek().is_none()));
        deflated.extend(size.to_le_bytes());
        deflated.extend((!size).to_le_bytes());
        deflated.extend(block);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in &raw {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    deflated.extend(((b << 16) | a).to_be_bytes());
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", head), (b"IDAT", deflated), (b"IEND", Vec::new())] {
        let mut body = kind.to_vec();
        body.extend(&data);
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(&body);
        png.extend(crc(&body).to_be_bytes());
    }
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
