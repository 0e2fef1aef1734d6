#include "curation/recheck.h"

#include "curation/checks.h"
#include "curation/kept_merge.h"
#include "curation/leader_update.h"
#include "curation/record_keeper.h"
#include "curation/report_replay.h"
#include "curation/set_comparison.h"

#include <QtConcurrent>

#include <algorithm>
#include <numeric>

namespace datanet::curation {

namespace {

std::vector<ExaminedRecord> examined(const Checks &checks, const ReportBuilder &builder, EditedRecords &edited)
{
    std::vector<ExaminedRecord> records(edited.added.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].body = std::move(edited.added[i].row.body);
        records[i].position = edited.added[i].row.position;
        records[i].index = static_cast<std::int64_t>(i);
    }
    QtConcurrent::blockingMap(records, [&](ExaminedRecord &record) { builder.examine(checks, record); });
    return records;
}

} // namespace

base::Result<std::optional<Rechecked>> recheck(KeptRecords kept, EditedRecords edited, const DatanetRules &rules,
                                               const AcceptedIndex *accepted, const SetFacts &facts,
                                               const ReadRows &rows, base::TaskContext &task,
                                               const SettledRecords &settled)
{
    const auto checks = standardChecks(rules, accepted, facts.media.get());
    if (!checks)
        return base::fail(checks.error());
    ReportBuilder builder(*checks, rules.checks);
    const auto wholeRun = std::optional<Rechecked>();
    if (!kept.usable || kept.rules != builder.mark() || !canKeep(*checks)
        || kept.learnt.size() != setChecksIn(*checks).size())
        return wholeRun;
    const DuplicateCheck *duplicates = duplicatesIn(*checks);

    std::vector<ExaminedRecord> records = examined(*checks, builder, edited);
    std::vector<std::size_t> order(records.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return records[left].id < records[right].id; });
    std::vector<KeptRecord> added;
    for (const std::size_t at : order) {
        const ExaminedRecord &record = records[at];
        const bool again = !added.empty() && added.back().id == record.id;
        if (!record.readable || again || record.position < 0 || record.position > 0xffffffff)
            return wholeRun;
        added.push_back(keptOf(*checks, builder, record));
        added.back().row = edited.added[at].identity;
    }
    if (task.cancelled())
        return base::cancelled();

    KeptMerge merged = mergeKept(kept, edited.removed, added);
    const std::vector<std::uint32_t> compared = std::move(kept.compared);
    kept.clear();
    Rechecked result;
    result.changed.resize(merged.next.size());
    for (const std::uint32_t number : merged.added)
        result.changed[number] = true;
    for (std::uint32_t number = 1; number < merged.next.size(); ++number) {
        if (!(merged.next.ids[number - 1] < merged.next.ids[number]))
            return wholeRun; // a record twice
    }
    findFirsts(merged, result.changed);
    if (duplicates) {
        LeaderUpdate update(merged, *duplicates, rows, result.changed, task);
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (auto &memo : records[order[i]].memos) {
                if (auto *duplicate = dynamic_cast<DuplicateMemo *>(memo.get()))
                    update.know(merged.added[i], std::move(duplicate->prepared));
            }
        }
        const auto done = update.run();
        if (!done)
            return base::fail(done.error());
        if (!*done)
            return wholeRun;
    } else {
        std::iota(merged.next.leaders.begin(), merged.next.leaders.end(), 0);
    }
    if (!edited.moved.empty()) {
        std::vector<bool> moved(result.changed.size());
        for (const std::uint32_t number : edited.moved) {
            if (merged.newNumbers[number] != kGone)
                moved[merged.newNumbers[number]] = true;
        }
        for (std::uint32_t number = 0; number < merged.next.size(); ++number) {
            if (moved[merged.next.firsts[number]] || moved[merged.next.leaders[number]])
                result.changed[number] = true;
        }
    }
    result.kept = std::move(merged.next);
    // What is found by comparing all may say other numbers each time.
    auto found = comparedBy(*checks, result.kept.learnt);
    for (const std::uint32_t number : compared) {
        if (merged.newNumbers[number] != kGone)
            result.changed[merged.newNumbers[number]] = true;
    }
    result.kept.compared = recordsOf(found);
    for (const std::uint32_t number : result.kept.compared)
        result.changed[number] = true;
    QFuture<void> handedOn;
    if (settled)
        handedOn = QtConcurrent::run([&] { settled(result.kept); });
    const bool replayed = ReportReplay(*checks, builder, result.kept, result.changed).run();
    handedOn.waitForFinished();
    if (!replayed)
        return wholeRun;
    builder.addCompared(std::move(found), result.kept.ids);
    result.report = builder.finish(rules, facts);
    return result;
}

} // namespace datanet::curation
