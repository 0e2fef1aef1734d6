#pragma once

#include "base/result.h"
#include "dataset/field_scanner.h"

#include <QJsonObject>
#include <QStringList>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// How `query` is asked and how it shows the records it found.
namespace datanet::app::cli {

class Session;
enum class Answer;

struct QueryWords
{
    std::string folder, expression, sort, version;
    std::vector<std::string> fields;
    std::int64_t limit = 100; // 0: all
    std::int64_t offset = 0;
    bool count = false;
};

// `query --version`: of a version as it was, without the working copy's index, marks or order.
[[nodiscard]] base::Result<Answer> queryVersion(Session &session, const QueryWords &words);

[[nodiscard]] QString shortenedText(std::string_view utf8);
// "12  cache · A small, fast store"
[[nodiscard]] QString lineOfRecord(std::int64_t number, const dataset::FieldScanner &fields, const QStringList &shown);
// {"row", "id", "record"}; wanted: only these fields, all when empty.
[[nodiscard]] QJsonObject documentOfRecord(std::int64_t row, std::string_view body, const QStringList &wanted);

} // namespace datanet::app::cli
