#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the fields of a data set mean: a subset of Frictionless Table Schema, with our additions under "datanet:".
namespace datanet::dataset {

enum class FieldType : std::uint8_t { Any, String, Number, Integer, Boolean, Date };

// "string", "number", ... as schema.json writes them.
[[nodiscard]] QString fieldTypeName(FieldType type);
[[nodiscard]] std::optional<FieldType> fieldTypeFromName(QStringView name);

struct FieldConstraints
{
    bool required = false; // present and neither null nor blank
    QStringList allowed; // "enum", as text; empty means anything
    QString pattern; // a regular expression the whole text must match; empty means none
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::optional<std::int64_t> minLength; // characters (code points)
    std::optional<std::int64_t> maxLength;

    bool operator==(const FieldConstraints &) const = default;
};

struct Field
{
    QString name;
    FieldType type = FieldType::Any;
    QString title; // what people see; empty means the name
    QString description;
    FieldConstraints constraints;

    bool operator==(const Field &) const = default;
};

struct Schema
{
    std::vector<Field> fields; // in the order in which columns are shown
    QStringList primaryKey; // empty: the record id is the key
    QString textField; // what attribution indexes; empty: none chosen
    QString labelField; // the answer or class; empty: none chosen

    bool operator==(const Schema &) const = default;

    [[nodiscard]] const Field *find(QStringView name) const;
    // UTF-8 names of the String fields: for RecordParser::setTextFields.
    [[nodiscard]] std::vector<std::string> textFieldNames() const;

    static constexpr int kMaximumFields = 1000;

    // Invalid, naming the field, for: names empty, too long or given twice, a key, text or label field that is not
    // declared, contradictory or malformed constraints.
    [[nodiscard]] base::Status validate() const;

    // schema.json, canonical. Members we do not know are refused in `constraints` (they would silently not be
    // checked) and ignored elsewhere.
    [[nodiscard]] base::Bytes toJson() const;
    [[nodiscard]] static base::Result<Schema> fromJson(base::ByteView json);
};

// What one column of a sample looks like.
struct ColumnGuess
{
    QString name;
    FieldType type = FieldType::Any;
    double confidence = 0; // share of the filled values that fit the type, lowered for small samples; 0..1
    std::int64_t filled = 0; // values that are present and not blank
    std::int64_t blank = 0;
    std::int64_t distinct = 0; // among the filled ones of the sample
    double meanLength = 0; // characters of a filled value
};

struct SchemaGuess
{
    Schema schema; // types, and text, label and key field where one stands out
    std::vector<ColumnGuess> columns;
    double textConfidence = 0; // for schema.textField, .labelField and .primaryKey; 0 where none was chosen
    double labelConfidence = 0;
    double keyConfidence = 0;
};

// From canonical records, in the order the columns should have. Bodies that are no objects are skipped.
[[nodiscard]] SchemaGuess guessSchema(const std::vector<std::string> &canonicalBodies,
                                      const QStringList &columnOrder = {});

} // namespace datanet::dataset
