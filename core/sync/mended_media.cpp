#include "sync/mended_media.h"

#include "curation/fixes.h"
#include "dataset/kept_file.h"
#include "dataset/picture_traces.h"
#include "versioning/kept_file.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using dataset::RecordMedia;

bool MendedMedia::isFor(const curation::Finding &finding)
{
    return finding.rule == u"picture-place" || finding.rule == u"picture-owner";
}

Result<std::string> MendedMedia::mended(std::string_view canonicalBody, const std::vector<curation::Finding> &findings)
{
    dataset::PictureTraces traces;
    for (const auto &finding : findings) {
        traces.place = traces.place || finding.rule == u"picture-place";
        traces.owner = traces.owner || finding.rule == u"picture-owner";
    }
    if (!traces.any())
        return std::string(canonicalBody);
    dataset::FieldScanner fields;
    const auto media = fields.load(canonicalBody) ? RecordMedia::of(fields) : std::nullopt;
    if (!media)
        return fail(base::ErrorKind::NotFound, u"the record has no picture any more"_s, u"run the checks again"_s);
    const auto bytes = versioning::keptFile(m_folder, media->sha256);
    if (!bytes)
        return fail(bytes.error());
    const auto without = dataset::withoutTraces(*bytes, traces);
    if (!without)
        return fail(without.error().within(QString::fromUtf8(media->name.data(), qsizetype(media->name.size()))));
    const auto sha256 = m_copy.attach(*without);
    if (!sha256)
        return fail(sha256.error());
    m_replaced.push_back(media->sha256);
    return curation::withText(canonicalBody, *fields.find(RecordMedia::kField),
                              base::text(base::toPlainHex(sha256->view())));
}

base::Status MendedMedia::dropReplaced(base::TaskContext &context)
{
    if (m_replaced.empty())
        return {};
    std::sort(m_replaced.begin(), m_replaced.end());
    m_replaced.erase(std::unique(m_replaced.begin(), m_replaced.end()), m_replaced.end());
    std::vector<bool> named(m_replaced.size());
    dataset::FieldScanner fields;
    const auto walked = m_copy.rows().forEach(context, [&](const dataset::RowView &row) -> base::Status {
        const auto media = fields.load(row.body) ? RecordMedia::of(fields) : std::nullopt;
        if (!media)
            return {};
        const auto found = std::lower_bound(m_replaced.begin(), m_replaced.end(), media->sha256);
        if (found != m_replaced.end() && *found == media->sha256)
            named[std::size_t(found - m_replaced.begin())] = true;
        return {};
    });
    if (!walked)
        return fail(walked.error());
    for (std::size_t i = 0; i < m_replaced.size(); ++i) {
        if (named[i])
            continue;
        if (auto status = m_copy.detach(m_replaced[i]); !status)
            return status;
    }
    return {};
}

} // namespace datanet::sync
