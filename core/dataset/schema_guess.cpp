#include "dataset/field_scanner.h"
#include "dataset/record.h"
#include "dataset/schema.h"
#include "dataset/text_utf8.h"
#include "dataset/value_text.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMaximumDistinct = 10'000; // values remembered per column

// What one column of the sample holds.
struct GuessedColumn
{
    std::int64_t filled = 0;
    std::int64_t blank = 0;
    std::int64_t integers = 0;
    std::int64_t numbers = 0; // integers included
    std::int64_t booleans = 0;
    std::int64_t dates = 0;
    std::int64_t strings = 0; // dates included
    std::int64_t characters = 0;
    std::set<std::string, std::less<>> distinct;

    void add(const FieldScanner::Field &field)
    {
        if (field.kind == ValueKind::Null || (field.kind == ValueKind::String && isBlank(field.text))) {
            ++blank;
            return;
        }
        ++filled;
        characters += codePoints(field.text);
        if (distinct.size() < kMaximumDistinct && !distinct.contains(field.raw))
            distinct.emplace(field.raw);
        switch (field.kind) {
        case ValueKind::Number:
            ++numbers;
            integers += field.raw.find_first_of(".e") == std::string_view::npos;
            break;
        case ValueKind::Boolean:
            ++booleans;
            break;
        case ValueKind::String:
            ++strings;
            dates += isDate(field.text);
            break;
        case ValueKind::Null:
        case ValueKind::Array:
        case ValueKind::Object:
            break;
        }
    }

    [[nodiscard]] double distinctShare() const { return filled ? double(distinct.size()) / double(filled) : 0; }
    [[nodiscard]] double meanLength() const { return filled ? double(characters) / double(filled) : 0; }
};

// One wrong value must not turn a column of numbers into text unseen, and half of them must.
constexpr double kEnough = 0.9;

// A few values prove little: with n of them the confidence is at most n / (n + 1).
double confidence(std::int64_t fitting, std::int64_t filled)
{
    return filled ? double(fitting) / double(filled) * double(filled) / double(filled + 1) : 0;
}

std::pair<FieldType, std::int64_t> typeOf(const GuessedColumn &column)
{
    const auto most = [&](std::int64_t count) {
        return column.filled > 0 && double(count) >= kEnough * double(column.filled);
    };
    if (column.filled == 0)
        return {FieldType::String, 0};
    if (most(column.integers))
        return {FieldType::Integer, column.integers};
    if (most(column.numbers))
        return {FieldType::Number, column.numbers};
    if (most(column.booleans))
        return {FieldType::Boolean, column.booleans};
    if (most(column.dates))
        return {FieldType::Date, column.dates};
    if (most(column.strings))
        return {FieldType::String, column.strings};
    return {FieldType::Any, column.filled};
}

// 1 for a name that is one of the words, 0.5 for one that ends or begins with it.
double nameMatch(const QString &name, std::initializer_list<const char16_t *> words)
{
    const QString lower = name.toLower();
    double best = 0;
    for (const char16_t *word : words) {
        const QString text = QString::fromUtf16(word);
        if (lower == text)
            return 1;
        if (text.size() > 1
            && (lower.endsWith(u'_' + text) || lower.endsWith(u' ' + text) || lower.startsWith(text + u'_')))
            best = 0.5;
    }
    return best;
}

struct Choice
{
    QString name;
    double score = 0;
};

void offer(Choice &best, const QString &name, double score)
{
    if (score > best.score)
        best = {name, std::min(score, 0.99)};
}

// The longest prose is the text; few repeated short values are a label; all different, short and named so is a key.
void chooseRoles(SchemaGuess &guess, const std::map<QString, GuessedColumn> &columns, std::int64_t records)
{
    Choice text;
    Choice label;
    Choice key;
    for (const ColumnGuess &entry : guess.columns) {
        const GuessedColumn &column = columns.at(entry.name);
        if (column.filled == 0)
            continue;
        const double coverage = double(column.filled) / double(records);
        if (entry.type == FieldType::String) {
            const double length = std::min(1.0, entry.meanLength / 80.0);
            const double named = nameMatch(entry.name,
                                           {u"text", u"definition", u"answer", u"content", u"body", u"description",
                                            u"sentence", u"document", u"abstract", u"output", u"response"});
            if (entry.meanLength >= 12 || named == 1)
                offer(text, entry.name, coverage * (0.6 * length * column.distinctShare() + 0.4 * named));
        }
        if (records >= 4 && entry.type != FieldType::Number && entry.type != FieldType::Date
            && entry.meanLength <= 40) {
            const double named =
                nameMatch(entry.name, {u"label", u"class", u"category", u"tag", u"sentiment", u"target", u"type"});
            const double repeats = 1 - column.distinctShare();
            if (column.distinct.size() >= 2 && (named > 0 || (entry.type != FieldType::Integer && repeats > 0.8))
                && column.distinct.size() <= 1000)
                offer(label, entry.name, coverage * (0.5 * repeats + 0.5 * named));
        }
        const bool keyType = entry.type == FieldType::Integer || entry.type == FieldType::String;
        if (keyType && column.filled == records && column.blank == 0 && entry.meanLength <= 100
            && static_cast<std::int64_t>(column.distinct.size()) == records) {
            const double named =
                nameMatch(entry.name, {u"id", u"key", u"uuid", u"identifier", u"number", u"isbn", u"doi", u"code"});
            if (named > 0)
                offer(key, entry.name, named * confidence(records, records));
        }
    }
    guess.schema.textField = text.name;
    guess.textConfidence = text.score;
    if (label.name != text.name) {
        guess.schema.labelField = label.name;
        guess.labelConfidence = label.name.isEmpty() ? 0 : label.score;
    }
    if (!key.name.isEmpty()) {
        guess.schema.primaryKey = {key.name};
        guess.keyConfidence = key.score;
    }
}

} // namespace

SchemaGuess guessSchema(const std::vector<std::string> &canonicalBodies, const QStringList &columnOrder)
{
    std::map<QString, GuessedColumn> columns;
    QStringList order = columnOrder.mid(0, Schema::kMaximumFields);
    order.removeDuplicates();
    for (const QString &name : order)
        columns.emplace(name, GuessedColumn{});
    FieldScanner fields;
    std::int64_t records = 0;
    for (const std::string &body : canonicalBodies) {
        if (!fields.load(body))
            continue;
        ++records;
        for (const FieldScanner::Field &field : fields.fields()) {
            const QString name = QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size()));
            auto found = columns.find(name);
            if (found == columns.end()) {
                if (order.size() >= Schema::kMaximumFields || name.isEmpty() || name.size() > 200)
                    continue;
                order.append(name);
                found = columns.emplace(name, GuessedColumn{}).first;
            }
            found->second.add(field);
        }
    }
    SchemaGuess guess;
    for (const QString &name : std::as_const(order)) {
        const GuessedColumn &column = columns.at(name);
        const auto [type, fitting] = typeOf(column);
        ColumnGuess entry;
        entry.name = name;
        entry.type = type;
        entry.confidence = confidence(fitting, column.filled);
        entry.filled = column.filled;
        entry.blank = records - column.filled;
        entry.distinct = static_cast<std::int64_t>(column.distinct.size());
        entry.meanLength = column.meanLength();
        guess.columns.push_back(entry);
        Field field;
        field.name = name;
        field.type = type;
        guess.schema.fields.push_back(std::move(field));
    }
    if (records > 0)
        chooseRoles(guess, columns, records);
    return guess;
}

} // namespace datanet::dataset
