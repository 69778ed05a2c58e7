//! Small aligned tables without lines around them.

use crate::screen::{Screen, cut, harmless};
use std::io;

/// Spaces between two columns.
const BETWEEN: usize = 2;

/// Writes rows in columns; the last one takes the room that is left.
pub fn write(screen: &mut Screen, rows: &[Vec<String>]) -> io::Result<()> {
    let widths = widths(rows);
    for row in rows {
        screen.line(laid_out(row, &widths, screen.width))?;
    }
    Ok(())
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| console::measure_text_width(&harmless(cell)))
            .max()
            .unwrap_or_default()
    };
    (0..columns).map(width).collect()
}

fn laid_out(row: &[String], widths: &[usize], room: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    for (place, cell) in row.iter().enumerate() {
        let last = place + 1 == row.len();
        let width = if last {
            room.saturating_sub(used)
        } else {
            widths[place]
        };
        let shown = cut(cell, width.max(1));
        let pad = if last {
            0
        } else {
            width + BETWEEN - console::measure_text_width(&shown)
        };
        line.push_str(&shown);
        line.extend(std::iter::repeat_n(' ', pad));
        used += width + BETWEEN;
    }
    line.trim_end().to_owned()
}
