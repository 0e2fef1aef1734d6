#include "models/record_columns.h"

#include "dataset/kept_file.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// As wide as a picture or a sound is drawn.
constexpr qsizetype kPictureCharacters = 10;

bool isMedia(const RecordColumn &column)
{
    return column.field == QByteArrayView(dataset::RecordMedia::kField);
}

QString iconOf(const RecordColumn &column)
{
    if (isMedia(column))
        return u"image"_s;
    if (column.label)
        return u"tag"_s;
    switch (column.type) {
    case dataset::FieldType::Number:
    case dataset::FieldType::Integer:
        return u"number"_s;
    case dataset::FieldType::Date:
        return u"calendar"_s;
    case dataset::FieldType::Boolean:
        return u"check"_s;
    case dataset::FieldType::Any:
    case dataset::FieldType::String:
        break;
    }
    return u"text"_s;
}

} // namespace

bool isNumber(const RecordColumn &column)
{
    return column.type == dataset::FieldType::Number || column.type == dataset::FieldType::Integer;
}

bool havePictures(const std::vector<RecordColumn> &columns)
{
    return std::any_of(columns.begin(), columns.end(), isMedia)
        && std::any_of(columns.begin(), columns.end(), [](const auto &column) { return column.field == "width"; });
}

std::vector<int> usualCharacters(const std::vector<RecordColumn> &columns, const RecordPage &page)
{
    std::vector<int> characters(columns.size(), 1);
    for (std::size_t column = 0; column < columns.size(); ++column) {
        std::vector<qsizetype> lengths;
        for (const auto &row : page.rows) {
            if (column < row.cells.size() && !row.cells[column].blank)
                lengths.push_back(row.cells[column].media.isEmpty() ? row.cells[column].text.size()
                                                                    : kPictureCharacters);
        }
        std::sort(lengths.begin(), lengths.end());
        // Short values should not wrap, and a few long ones should not make a column wide.
        constexpr qsizetype kShort = 32;
        const qsizetype most = lengths.empty() ? 1 : lengths[lengths.size() * 9 / 10];
        const qsizetype usual = lengths.empty() ? 1 : lengths[lengths.size() / 2];
        characters[column] = int(std::max<qsizetype>(1, most <= kShort ? most : std::max(usual, kShort)));
    }
    return characters;
}

QVariantList shownColumns(const std::vector<RecordColumn> &columns, const std::vector<int> &characters)
{
    QVariantList list;
    const bool pictures = havePictures(columns);
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const auto &column = columns[index];
        list.append(QVariantMap{{u"name"_s, QString::fromUtf8(column.field)},
                                {u"title"_s, column.title},
                                {u"iconName"_s, isMedia(column) && !pictures ? u"sound"_s : iconOf(column)},
                                {u"number"_s, isNumber(column)},
                                {u"strong"_s, index == 0},
                                {u"media"_s, isMedia(column)},
                                {u"characters"_s, characters[index]}});
    }
    return list;
}

} // namespace datanet::app
