#pragma once

#include "models/record_source.h"

#include <QVariantList>

#include <vector>

// What a view knows of the columns of records, beside what is in them.
namespace datanet::app {

[[nodiscard]] bool isNumber(const RecordColumn &column);

// The importers' columns of pictures are among them: rows need room for one.
[[nodiscard]] bool havePictures(const std::vector<RecordColumn> &columns);

// How many characters wide the columns are, as far as some rows tell: enough for most values where they are short.
[[nodiscard]] std::vector<int> usualCharacters(const std::vector<RecordColumn> &columns, const RecordPage &page);

// For the view: each { name, title, iconName, number, strong, media, characters }.
[[nodiscard]] QVariantList shownColumns(const std::vector<RecordColumn> &columns, const std::vector<int> &characters);

} // namespace datanet::app
