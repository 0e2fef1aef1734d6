#include "sync/submission_checks.h"

#include "base/files.h"
#include "curation/recheck.h"

namespace datanet::sync {

using base::fail;
using base::Result;
using base::Status;

namespace {

// Nothing where all must be examined.
Result<std::optional<curation::Report>> fromKept(const QString &keptFile, const base::Digest &basis,
                                                 const curation::MemorySource &source,
                                                 const curation::DatanetRules &rules,
                                                 const curation::AcceptedIndex &accepted,
                                                 const curation::SetFacts &facts, base::TaskContext &context)
{
    auto kept = curation::readKeptRecords(keptFile, basis);
    if (!kept || kept->size() != source.rows().size())
        return std::nullopt;
    const auto rows = [&source](const std::vector<dataset::Position> &positions,
                                const std::function<Status(const dataset::RowView &)> &visit) -> Status {
        for (const dataset::Position position : positions) {
            if (auto status = visit({position, source.rows()[static_cast<std::size_t>(position)].body}); !status)
                return status;
        }
        return {};
    };
    auto checked = curation::recheck(std::move(*kept), {}, rules, &accepted, facts, rows, context);
    if (!checked && checked.error().kind != base::ErrorKind::Corrupt)
        return fail(checked.error());
    if (!checked || !*checked)
        return std::nullopt;
    return std::move((*checked)->report);
}

} // namespace

Result<curation::Report> checkSubmission(const QString &keptFile, const base::Digest &basis,
                                         curation::MemorySource &source, const curation::DatanetRules &rules,
                                         const curation::AcceptedIndex &accepted, const curation::SetFacts &facts,
                                         base::TaskContext &context)
{
    auto before = fromKept(keptFile, basis, source, rules, accepted, facts, context);
    if (!before)
        return fail(before.error());
    if (*before)
        return std::move(**before);
    curation::KeptRecords kept;
    auto report = curation::runChecks(source, rules, &accepted, facts, context, &kept);
    if (report && kept.usable)
        (void)curation::writeKeptRecords(keptFile, kept, basis); // else all are examined next time
    else
        (void)base::files::removeFile(keptFile);
    return report;
}

} // namespace datanet::sync
