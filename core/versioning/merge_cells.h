#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::versioning {

// Something that both sides changed, each to another value. Rows and cells: canonical JSON; documents: their text, or
// the JSON of a member. Nothing where a side does not have it.
struct MergeConflict
{
    enum class What { Cell, Row, Document };

    What what = What::Cell;
    std::string key; // Cell, Row: the key's canonical JSON, or the digits of the record id; Document: its name
    std::string field; // Cell: its field; Document: a member, "fields/NAME" for a column; else empty
    std::optional<std::string> base;
    std::optional<std::string> ours;
    std::optional<std::string> theirs;
    std::optional<std::int64_t> offset; // of the row, among all rows of the merge; nothing when ours lacks it

    bool operator==(const MergeConflict &) const = default;
};

// One value of three: the common one, or that of the side that changed it. False when both did, differently.
template <class Value>
[[nodiscard]] bool chooseOf(const Value &base, const Value &ours, const Value &theirs, Value &chosen)
{
    chosen = ours == base ? theirs : ours;
    return ours == theirs || ours == base || theirs == base;
}

struct MergedRecord
{
    std::string body; // canonical; ours in the fields that conflict
    std::vector<MergeConflict> conflicts; // Cells, without key and offset
};

// Field by field, top level. Without a base, what differs conflicts. All three canonical.
[[nodiscard]] MergedRecord mergeRecords(const std::optional<std::string> &base, std::string_view ours,
                                        std::string_view theirs);

// The record with a field set to a canonical JSON value, or without it.
[[nodiscard]] std::string withField(std::string_view body, const std::string &field,
                                    const std::optional<std::string> &value);

} // namespace datanet::versioning
