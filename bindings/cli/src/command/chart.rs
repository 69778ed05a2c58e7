//! A measure over time, drawn with characters.
//!
//! Each band is two rows, so the chart says where a total belongs without colour; under each point stand the total and
//! the number of its session. What is missing is a gap. The series' own sentence says the same for whoever hears it.

use crate::ink::Ink;
use crate::screen::{Screen, cut};
use kith_companion::{BandView, MeasurePoint, MeasureSeries, SessionMark};
use std::io;

/// Columns of a point.
const POINT: usize = 3;
/// Columns of the bands' names, with their lowest totals.
const NAMES: usize = 22;
const ROWS_OF_A_BAND: i32 = 2;

/// Draws a series with the marks of the sessions.
pub fn draw(
    series: &MeasureSeries,
    sessions: &[SessionMark],
    screen: &mut Screen,
) -> io::Result<()> {
    let room = screen.width.saturating_sub(NAMES + 2) / POINT;
    let points = &series.points[series.points.len().saturating_sub(room)..];
    let ink = screen.ink;
    screen.line(ink.bold(&series.title))?;
    for band in shown(series, points).iter().rev() {
        for half in (0..ROWS_OF_A_BAND).rev() {
            screen.line(row(band, half, points, ink).trim_end())?;
        }
    }
    screen.line(figures("", points, |point| {
        point
            .total
            .map_or("·".to_owned(), |total| total.to_string())
    }))?;
    let number = |point: &MeasurePoint| {
        number_at(point, sessions).map_or(String::new(), |number| number.to_string())
    };
    screen.line(ink.dim(figures("session", points, number)))
}

/// The bands that the chart needs: all but empty ones above the highest total.
fn shown<'a>(series: &'a MeasureSeries, points: &[MeasurePoint]) -> &'a [BandView] {
    let highest = points
        .iter()
        .filter_map(|point| point.total)
        .max()
        .unwrap_or(series.lowest);
    let needed = series
        .bands
        .iter()
        .take_while(|band| band.lo <= highest)
        .count();
    &series.bands[..needed]
}

fn row(band: &BandView, half: i32, points: &[MeasurePoint], ink: Ink) -> String {
    let upper = half + 1 == ROWS_OF_A_BAND;
    let middle = band.lo + (band.hi - band.lo + 1) / ROWS_OF_A_BAND;
    let (lo, hi) = if upper {
        (middle, band.hi)
    } else {
        (band.lo, middle - 1)
    };
    let name = match upper {
        true => String::new(),
        false => format!("{} {:>2}", cut(&band.label, NAMES - 4), band.lo),
    };
    let edge = if upper { '│' } else { '┼' };
    let mut line = format!("{name:>NAMES$} {}", ink.dim(edge));
    for point in points {
        match point.total.is_some_and(|total| (lo..=hi).contains(&total)) {
            true => line.push_str(&format!("{:>gap$}{}", "", ink.accent('●'), gap = POINT - 1)),
            false => line.push_str(if upper { "   " } else { "  ·" }),
        }
    }
    line
}

fn figures(
    name: &str,
    points: &[MeasurePoint],
    figure: impl Fn(&MeasurePoint) -> String,
) -> String {
    let figures: String = points
        .iter()
        .map(|point| format!("{:>POINT$}", figure(point)))
        .collect();
    format!("{name:>NAMES$}  {figures}")
}

/// The session of the day on which the answers were given.
fn number_at(point: &MeasurePoint, sessions: &[SessionMark]) -> Option<i32> {
    let same_day = |mark: &&SessionMark| mark.date == point.date && mark.held;
    sessions.iter().find(same_day).map(|mark| mark.number)
}

/// The totals so far in one line: a bar for each, as high as the total lies in the measure's range.
pub fn spark(series: &MeasureSeries) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let bar = |total: i32| {
        let range = (series.highest - series.lowest).max(1);
        let place = (total - series.lowest) * 7 / range;
        BARS[usize::try_from(place).unwrap_or_default().min(7)]
    };
    series
        .points
        .iter()
        .map(|point| point.total.map_or('·', bar))
        .collect()
}

/// The name of a point's band.
pub fn band_of<'a>(series: &'a MeasureSeries, point: &MeasurePoint) -> Option<&'a str> {
    let band = series
        .bands
        .iter()
        .find(|band| Some(&band.id) == point.band.as_ref());
    band.map(|band| band.label.as_str())
}
