//! Figures as Apache Parquet: plain columns of one row group, the attribution in the metadata of the file.

use crate::benchmark::figure_csv::COLUMNS;
use crate::benchmark::figure_table::{FigureRow, FigureTable};
use crate::error::WorkbenchError;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// A column of the table.
enum Column {
    Text(fn(&FigureRow) -> &str),
    Whole(fn(&FigureRow) -> i32),
    Number(fn(&FigureRow) -> f64),
    Optional(fn(&FigureRow) -> Option<f64>),
    Truth(fn(&FigureRow) -> bool),
}

fn column(name: &str) -> Column {
    match name {
        "year" => Column::Whole(|row| row.year),
        "decimals" => Column::Whole(|row| i32::try_from(row.decimals).unwrap_or(i32::MAX)),
        "value" => Column::Number(|row| row.value),
        "low" => Column::Optional(|row| row.low),
        "high" => Column::Optional(|row| row.high),
        "lower_bound" => Column::Truth(|row| row.lower_bound),
        "chosen" => Column::Truth(|row| row.chosen),
        "institution_id" => Column::Text(|row| &row.institution_id),
        "name_zh" => Column::Text(|row| &row.name_zh),
        "name_en" => Column::Text(|row| &row.name_en),
        "kind" => Column::Text(|row| &row.kind),
        "size_tier" => Column::Text(|row| &row.size_tier),
        "metric" => Column::Text(|row| &row.metric),
        "unit" => Column::Text(|row| &row.unit),
        "quality" => Column::Text(|row| row.quality),
        "caveats" => Column::Text(|row| &row.caveats),
        "source_id" => Column::Text(|row| &row.source_id),
        "source_zh" => Column::Text(|row| &row.source_zh),
        "source_en" => Column::Text(|row| &row.source_en),
        "locator_zh" => Column::Text(|row| &row.locator_zh),
        "locator_en" => Column::Text(|row| &row.locator_en),
        "url" => Column::Text(|row| &row.url),
        "formula" => Column::Text(|row| &row.formula),
        "note_zh" => Column::Text(|row| &row.note_zh),
        _ => Column::Text(|row| &row.note_en),
    }
}

impl FigureTable {
    /// As a Parquet file.
    ///
    /// # Errors
    /// [`WorkbenchError::Export`] when it cannot be made.
    pub(crate) fn parquet(&self) -> Result<Vec<u8>, WorkbenchError> {
        self.written().map_err(|error| WorkbenchError::Export(error.to_string()))
    }

    fn written(&self) -> Result<Vec<u8>, ParquetError> {
        let fields = COLUMNS.map(|name| {
            let kind = match column(name) {
                Column::Text(_) => return format!("required binary {name} (UTF8);"),
                Column::Whole(_) => "required int32",
                Column::Number(_) => "required double",
                Column::Optional(_) => "optional double",
                Column::Truth(_) => "required boolean",
            };
            format!("{kind} {name};")
        });
        let schema = Arc::new(parse_message_type(&format!("message figures {{ {} }}", fields.join(" ")))?);
        let named = [("attribution_zh", &self.attribution_zh), ("attribution_en", &self.attribution_en)];
        let metadata = named.map(|(key, value)| KeyValue::new(key.to_owned(), value.clone())).to_vec();
        let properties = WriterProperties::builder().set_key_value_metadata(Some(metadata)).build();
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        let mut group = writer.next_row_group()?;
        for name in COLUMNS {
            self.write_column(&mut group, &column(name))?;
        }
        group.close()?;
        writer.into_inner()
    }

    fn write_column(&self, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, column: &Column) -> Result<(), ParquetError> {
        let Some(mut writer) = group.next_column()? else { return Ok(()) };
        let rows = self.rows.iter();
        match column {
            Column::Text(of) => {
                let cells: Vec<ByteArray> = rows.map(|row| ByteArray::from(of(row))).collect();
                writer.typed::<ByteArrayType>().write_batch(&cells, None, None)?;
            }
            Column::Whole(of) => {
                writer.typed::<Int32Type>().write_batch(&rows.map(of).collect::<Vec<_>>(), None, None)?;
            }
            Column::Number(of) => {
                writer.typed::<DoubleType>().write_batch(&rows.map(of).collect::<Vec<_>>(), None, None)?;
            }
            Column::Optional(of) => {
                let cells: Vec<Option<f64>> = rows.map(of).collect();
                let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
                let known: Vec<f64> = cells.into_iter().flatten().collect();
                writer.typed::<DoubleType>().write_batch(&known, Some(&levels), None)?;
            }
            Column::Truth(of) => {
                writer.typed::<BoolType>().write_batch(&rows.map(of).collect::<Vec<_>>(), None, None)?;
            }
        }
        writer.close()
    }
}
