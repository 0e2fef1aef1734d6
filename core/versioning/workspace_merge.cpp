#include "versioning/workspace.h"

#include "dataset/working_state.h"
#include "versioning/ancestry.h"
#include "versioning/maintenance.h"
#include "versioning/merge.h"
#include "versioning/working_fill.h"
#include "versioning/working_link.h"

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

Result<MergeReport> Workspace::merge(const CommitId &theirs, const MergeRequest &request, base::TaskContext &task)
{
    if (auto status = refuseDuringMerge(); !status)
        return fail(status.error());
    if (auto status = reconcile(task); !status)
        return fail(status.error());
    const auto branch = m_repository.currentRef();
    const auto head = m_repository.head();
    const auto changes = workingCopy().changes();
    if (!branch || !head || !changes)
        return fail(!branch ? branch.error() : !head ? head.error() : changes.error());
    MergeReport report;
    if (*head && **head == theirs) {
        report.version = theirs;
        return report;
    }
    if (!changes->isEmpty())
        return fail(ErrorKind::Conflict, u"there are changes that are in no version yet; nothing was merged"_s,
                    u"commit them first, then merge"_s);
    const auto base = *head ? mergeBase(m_repository, **head, theirs) : std::optional<CommitId>();
    if (!base)
        return fail(base.error());
    if (*head && *base == theirs) {
        report.version = **head;
        return report;
    }
    if (!*head || *base == **head) {
        // From here on opening makes it good.
        if (auto status = m_repository.moveRef(*branch, *head, theirs, u"merge: fast-forward"_s); !status)
            return fail(status.error());
        const auto content = ContentTree::of(m_repository, theirs);
        if (!content)
            return fail(content.error());
        if (auto status = takeIn(*content, theirs, request.name, task); !status)
            return fail(status.error());
        report.outcome = MergeReport::Outcome::MovedOn;
        report.version = theirs;
        return report;
    }
    if (!*base && m_repository.isShallow())
        return fail(ErrorKind::Invalid, u"the version that both sides began from is not here: history is incomplete"_s,
                    u"`fetch --history` brings it"_s);

    const auto below = *base ? ContentTree::of(m_repository, **base) : Result<ContentTree>(ContentTree::empty());
    const auto ours = ContentTree::of(m_repository, **head);
    const auto others = ContentTree::of(m_repository, theirs);
    if (!below || !ours || !others)
        return fail(!below ? below.error() : !ours ? ours.error() : others.error());
    const auto merged = mergeTrees(m_repository, *below, *ours, *others, task);
    if (!merged)
        return fail(merged.error());
    report.counts = merged->counts;
    report.conflicts = std::int64_t(merged->conflicts.size());
    report.version = **head;
    if (report.conflicts > 0) {
        const MergeState state{MergePhase::Filling, **head, theirs, request.name, merged->tree};
        if (auto status = beginMerge(workingCopy(), state, merged->conflicts); !status)
            return fail(status.error());
        if (auto status = reconcileMerge(task); !status)
            return fail(status.error());
        report.outcome = MergeReport::Outcome::Conflicts;
        return report;
    }
    const auto content = ContentTree::ofTree(m_repository, merged->tree);
    if (!content)
        return fail(content.error());
    const auto id = m_repository.writeCommit({merged->tree,
                                              {**head, theirs},
                                              request.commit.author,
                                              request.commit.time,
                                              request.commit.message,
                                              false,
                                              false},
                                             request.commit.signer);
    if (!id)
        return fail(id.error());
    if (auto status = m_repository.moveRef(*branch, *head, *id, u"merge"_s); !status)
        return fail(status.error());
    if (auto status = takeIn(*content, *id, request.name, task); !status)
        return fail(status.error());
    (void)maintain(m_repository, task); // the merge is made; tidying can wait
    report.outcome = MergeReport::Outcome::Merged;
    report.version = *id;
    return report;
}

namespace {

// A wrong address must not mix two data sets; who wants that merges them by name.
Status refuseAnotherDataSet(const Repository &repository, const CommitId &theirs, const QString &place,
                            const QString &branch)
{
    const auto head = repository.head();
    if (!head)
        return fail(head.error());
    if (!*head || repository.isShallow())
        return {};
    const auto common = mergeBase(repository, **head, theirs);
    if (!common)
        return fail(common.error());
    if (*common)
        return {};
    return fail(ErrorKind::Conflict,
                u"\"%1\" holds another data set: it has no version in common with this one"_s.arg(place),
                u"nothing was changed here; check the address. If the two are meant to become one,"
                " `datanet merge %1/%2` brings it in"_s.arg(place, branch));
}

} // namespace

Result<MergeReport> Workspace::pull(const Remote &remote, const MergeRequest &request, base::TaskContext &task)
{
    if (auto status = refuseDuringMerge(); !status)
        return fail(status.error());
    const auto fetched = fetchRemote(m_repository, remote, {}, request.commit.author, task);
    const auto branch = m_repository.currentRef();
    if (!fetched || !branch)
        return fail(!fetched ? fetched.error() : branch.error());
    const QString name = branch->mid(11); // behind refs/heads/
    const auto theirs = m_repository.ref(u"refs/remotes/%1/%2"_s.arg(remote.name, name));
    if (!theirs)
        return fail(theirs.error());
    if (!*theirs)
        return fail(ErrorKind::NotFound, u"\"%1\" has no branch \"%2\""_s.arg(remote.name, name),
                    u"`push` sends yours there, or switch to a branch that it has"_s);
    if (auto status = refuseAnotherDataSet(m_repository, **theirs, remote.name, name); !status)
        return fail(status.error());
    return merge(**theirs, request, task);
}

Result<std::optional<MergeState>> Workspace::mergeUnderWay()
{
    return mergeStateOf(workingCopy());
}

Status Workspace::refuseDuringMerge()
{
    const auto merge = mergeUnderWay();
    if (!merge)
        return fail(merge.error());
    if (!*merge)
        return {};
    return fail(ErrorKind::Conflict, u"a merge with \"%1\" is under way"_s.arg((*merge)->name),
                u"`merge --continue` finishes it, `merge --abort` goes back"_s);
}

// What a kill interrupted between two notes goes on to where it was going.
Status Workspace::reconcileMerge(base::TaskContext &task)
{
    const auto merge = mergeUnderWay();
    if (!merge)
        return fail(merge.error());
    if (!*merge || (*merge)->phase == MergePhase::Open)
        return {};
    const auto content = ContentTree::ofTree(m_repository, (*merge)->tree);
    if (!content)
        return fail(content.error());
    return workingCopy().together([&]() -> Result<dataset::Deed> {
        if (auto status = fillFrom(workingCopy(), m_repository, *content, (*merge)->ours, task); !status)
            return fail(status.error());
        if (auto status = openMerge(workingCopy()); !status)
            return fail(status.error());
        return dataset::Deed{dataset::OperationKind::Merged, 0, (*merge)->name};
    });
}

Status Workspace::takeIn(const ContentTree &content, const CommitId &version, const QString &name,
                         base::TaskContext &task)
{
    return workingCopy().together([&]() -> Result<dataset::Deed> {
        if (auto status = fillFrom(workingCopy(), m_repository, content, version, task); !status)
            return fail(status.error());
        return dataset::Deed{dataset::OperationKind::Merged, 0, name};
    });
}

Status Workspace::decide(std::int64_t conflict, Choice choice, const std::optional<std::string> &own)
{
    auto found = conflictsOf(workingCopy(), conflict - 1, 1, false);
    if (!found)
        return fail(found.error());
    if (found->empty() || found->front().number != conflict)
        return fail(ErrorKind::NotFound, u"there is no conflict %1"_s.arg(conflict),
                    u"`merge --conflicts` lists them"_s);
    found->front().choice = choice;
    found->front().own = choice == Choice::Own ? own : std::nullopt;
    return applyChoices(workingCopy(), std::move(*found));
}

Status Workspace::decideAll(MergeRule rule, base::TaskContext &task)
{
    constexpr int kAtOnce = 10'000;
    const auto merge = mergeUnderWay();
    if (!merge)
        return fail(merge.error());
    if (!*merge)
        return fail(ErrorKind::NotFound, u"no merge is under way"_s);
    Choice choice = rule == MergeRule::Theirs ? Choice::Theirs : rule == MergeRule::Base ? Choice::Base : Choice::Ours;
    if (rule == MergeRule::Newer) {
        const auto ours = m_repository.commit((*merge)->ours);
        const auto theirs = m_repository.commit((*merge)->theirs);
        if (!ours || !theirs)
            return fail(!ours ? ours.error() : theirs.error());
        choice = theirs->time > ours->time ? Choice::Theirs : Choice::Ours;
    }
    for (;;) {
        if (task.cancelled())
            return base::cancelled();
        auto some = conflictsOf(workingCopy(), 0, kAtOnce, true);
        if (!some)
            return fail(some.error());
        if (some->empty())
            return {};
        for (OpenConflict &each : *some)
            each.choice = choice;
        if (auto status = applyChoices(workingCopy(), std::move(*some)); !status)
            return status;
    }
}

Status Workspace::abortMerge(base::TaskContext &task)
{
    const auto merge = mergeUnderWay();
    if (!merge)
        return fail(merge.error());
    if (!*merge)
        return fail(ErrorKind::NotFound, u"no merge is under way"_s);
    dataset::WorkingState &state = *workingCopy().state();
    return state.change([&]() -> Status {
        // What was done since is taken back, step by step; where that is too long ago, the version is filled in.
        for (;;) {
            const auto undone = dataset::undoOperation(state);
            if (!undone)
                return fail(undone.error());
            if (!*undone) {
                if (auto status = fillAnew(workingCopy(), m_repository, (*merge)->ours, task); !status)
                    return status;
                break;
            }
            if ((*undone)->operation.deed.kind == dataset::OperationKind::Merged)
                break;
        }
        if (auto status = dataset::forgetUndone(state); !status)
            return status;
        return forgetMerge(state);
    });
}

} // namespace datanet::versioning
