#include "versioning/merge_cells.h"

#include "base/canonical_json.h"
#include "dataset/field_scanner.h"

#include <map>

namespace datanet::versioning {

namespace {

struct InCanonicalOrder
{
    bool operator()(const std::string &left, const std::string &right) const
    {
        return base::canonicalLess(left, right);
    }
};

struct Values
{
    std::optional<std::string> base;
    std::optional<std::string> ours;
    std::optional<std::string> theirs;
};

void append(std::string &object, std::string_view name, const std::optional<std::string> &value)
{
    if (!value)
        return;
    if (object.size() > 1)
        object += ',';
    base::appendCanonicalString(object, name);
    object += ':';
    object += *value;
}

} // namespace

MergedRecord mergeRecords(const std::optional<std::string> &base, std::string_view ours, std::string_view theirs)
{
    std::map<std::string, Values, InCanonicalOrder> fields;
    const auto collect = [&fields](std::string_view body, std::optional<std::string> Values::*side) {
        dataset::FieldScanner scanner;
        if (!scanner.load(body))
            return;
        for (const auto &field : scanner.fields())
            fields[std::string(field.name)].*side = std::string(field.raw);
    };
    if (base)
        collect(*base, &Values::base);
    collect(ours, &Values::ours);
    collect(theirs, &Values::theirs);

    MergedRecord merged{"{", {}};
    for (const auto &[name, values] : fields) {
        std::optional<std::string> chosen;
        const bool agreed =
            base ? chooseOf(values.base, values.ours, values.theirs, chosen) : values.ours == values.theirs;
        if (!agreed)
            merged.conflicts.push_back(
                {MergeConflict::What::Cell, {}, name, values.base, values.ours, values.theirs, std::nullopt});
        if (!agreed || !base)
            chosen = values.ours;
        append(merged.body, name, chosen);
    }
    merged.body += '}';
    return merged;
}

std::string withField(std::string_view body, const std::string &field, const std::optional<std::string> &value)
{
    dataset::FieldScanner scanner;
    if (!scanner.load(body))
        return std::string(body);
    std::string result = "{";
    bool isPlaced = false;
    for (const auto &each : scanner.fields()) {
        if (!isPlaced && !base::canonicalLess(each.name, field)) {
            append(result, field, value);
            isPlaced = true;
        }
        if (each.name != field)
            append(result, each.name, std::string(each.raw));
    }
    if (!isPlaced)
        append(result, field, value);
    return result + '}';
}

} // namespace datanet::versioning
