#pragma once

#include "base/result.h"
#include "dataset/field_scanner.h"
#include "dataset/schema.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Columns that are to be called something else, or left out: while a file is read, or for the rows that are there.
namespace datanet::dataset {

struct ColumnChange
{
    QString from;
    QString to; // empty: the column is left out
    std::optional<FieldType> type; // values of another kind are converted where that loses nothing, else kept
    bool operator==(const ColumnChange &) const = default;
};

// Columns that are not named stay as they are.
struct ColumnMap
{
    std::vector<ColumnChange> changes;

    [[nodiscard]] bool isIdentity() const;
    // What a column will be called; nothing when it is left out.
    [[nodiscard]] std::optional<QString> target(const QString &column) const;
    // Invalid, naming the column, for one that is changed twice, and for names that a field can't have.
    [[nodiscard]] base::Status validate() const;
    // The same for columns that are there: Invalid too when one to be changed is missing, or two get the same name.
    [[nodiscard]] base::Status validateFor(const QStringList &columns) const;

    // The schema of the changed rows. Key, text and label field follow their columns, or end with them.
    [[nodiscard]] Schema applied(const Schema &schema) const;
    // The schema that rows must fit to fit `schema` once they are changed.
    [[nodiscard]] Schema reversed(const Schema &schema) const;
};

// Changes records one by one. Buffers are kept between calls; one thread at a time.
class ColumnMapper
{
public:
    explicit ColumnMapper(const ColumnMap &map);

    // Canonical in, canonical out; the view is valid until the next call. Invalid when two fields of the record get the
    // same name or it becomes too long; Corrupt when it is no JSON object.
    [[nodiscard]] base::Result<std::string_view> map(std::string_view canonicalBody);

private:
    struct Target
    {
        std::string name; // empty: left out
        std::optional<FieldType> type;
    };
    struct Member
    {
        std::string_view name;
        std::string_view raw;
    };

    std::map<std::string, Target, std::less<>> m_targets;
    FieldScanner m_fields;
    std::vector<Member> m_members;
    std::vector<std::string> m_converted; // values of another type, for the members to point into
    std::string m_body;
};

} // namespace datanet::dataset
