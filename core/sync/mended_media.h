#pragma once

#include "base/result.h"
#include "curation/finding.h"
#include "dataset/working_copy.h"

#include <string>
#include <string_view>
#include <vector>

namespace datanet::sync {

// Takes what findings point at out of the pictures of records: each gets a copy of its picture without it (pixels as
// before, see dataset/picture_traces.h). For one step of WorkingCopy::together(); undo brings the pictures back.
class MendedMedia
{
public:
    MendedMedia(dataset::WorkingCopy &copy, QString folder) : m_copy(copy), m_folder(std::move(folder)) { }

    // Whether a finding is one of those.
    [[nodiscard]] static bool isFor(const curation::Finding &finding);
    // The record with a picture that lacks what these findings, all of it, say about it.
    [[nodiscard]] base::Result<std::string> mended(std::string_view canonicalBody,
                                                   const std::vector<curation::Finding> &findings);
    // At the end, when all records are changed: pictures that are in no version yet and that no record names any more
    // are not kept, or they would go into the next version.
    [[nodiscard]] base::Status dropReplaced(base::TaskContext &context);

private:
    dataset::WorkingCopy &m_copy;
    QString m_folder;
    std::vector<base::Digest> m_replaced;
};

} // namespace datanet::sync
