#include "versioning/working_link.h"

#include "dataset/working_state.h"
#include "versioning/merge_state.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using dataset::Position;
using dataset::WorkingCopy;
using dataset::WorkingState;

namespace {

Result<std::optional<CommitId>> commitIn(WorkingCopy &copy, std::string_view name)
{
    const auto text = copy.state()->meta(name);
    if (!text)
        return fail(text.error());
    if (!*text)
        return std::optional<CommitId>();
    const auto id = idFromText(**text);
    if (!id)
        return fail(ErrorKind::Corrupt, u"the working copy is damaged: it names no version"_s,
                    u"delete working.db; it is rebuilt from the versions"_s);
    return id;
}

} // namespace

SegmentName nameOf(const dataset::SegmentEntry::Name &name)
{
    return {name.position, name.sha256, name.count};
}

Result<std::optional<CommitId>> baseOf(WorkingCopy &copy)
{
    return commitIn(copy, "head");
}

Result<std::optional<CommitId>> pendingOf(WorkingCopy &copy)
{
    return commitIn(copy, "pending");
}

Status setPending(WorkingCopy &copy, const std::optional<CommitId> &commit)
{
    return copy.state()->change([&] {
        return copy.state()->setMeta("pending", commit ? std::optional<QString>(idText(*commit)) : std::nullopt);
    });
}

Status markCommitted(WorkingCopy &copy, const CommitId &commit)
{
    WorkingState &state = *copy.state();
    return state.change([&]() -> Status {
        const auto done = state.database.execute(
            u"DELETE FROM emptied;"
            "UPDATE segments SET batch = NULL, base_position = position, base_sha256 = sha256, base_count = count"
            "   WHERE batch IS NOT NULL OR base_position IS NOT position OR base_sha256 IS NOT sha256;"
            "DELETE FROM changes; DELETE FROM attachments; UPDATE documents SET base = bytes WHERE base IS NOT bytes"_s);
        if (!done)
            return done;
        if (auto status = state.setMeta("head", idText(commit)); !status)
            return status;
        if (auto status = state.setMeta("pending", std::nullopt); !status)
            return status;
        if (auto status = forgetMerge(state); !status)
            return status;
        auto identities = std::move(state.identities); // the rows are the same
        auto status = state.reload();
        state.identities = std::move(identities);
        return status;
    });
}

} // namespace datanet::versioning
