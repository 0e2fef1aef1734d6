#pragma once

#include "versioning/content_tree.h"
#include "versioning/merge_cells.h"

#include <map>
#include <vector>

namespace datanet::versioning {

struct MergedDocuments
{
    std::map<QByteArray, base::Bytes> documents; // ours where the sides conflict
    std::vector<MergeConflict> conflicts;
};

// dataset.json and schema.json member by member, the schema's columns by their names, README.md as a whole.
[[nodiscard]] base::Result<MergedDocuments> mergeDocuments(const Repository &repository, const ContentTree &base,
                                                           const ContentTree &ours, const ContentTree &theirs);

// A document with one conflict decided: the member (as in MergeConflict::field; empty: all of it) set to a value, or
// taken away. Nothing as the result: the document is to be removed. Invalid when the value is no JSON.
[[nodiscard]] base::Result<std::optional<base::Bytes>> withMember(const base::Bytes &document, const std::string &field,
                                                                  const std::optional<std::string> &value);

} // namespace datanet::versioning
