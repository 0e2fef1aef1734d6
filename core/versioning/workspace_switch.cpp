#include "versioning/workspace.h"

#include "dataset/schema.h"
#include "versioning/content_tree.h"
#include "versioning/history.h"
#include "versioning/refs.h"
#include "versioning/version_rows.h"
#include "versioning/working_fill.h"
#include "versioning/working_link.h"

#include <algorithm>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

Status Workspace::switchTo(const QString &branch, base::TaskContext &task)
{
    if (auto status = refuseDuringMerge(); !status)
        return status;
    if (auto status = reconcile(task); !status)
        return status;
    auto target = m_repository.ref(branchRef(branch));
    const auto changes = workingCopy().changes();
    const auto based = base();
    if (!target || !changes || !based)
        return fail(!target ? target.error() : !changes ? changes.error() : based.error());
    if (!*target) {
        const auto elsewhere = m_repository.refs(u"refs/remotes/"_s);
        if (!elsewhere)
            return fail(elsewhere.error());
        std::vector<CommitId> found;
        for (const auto &[name, version] : *elsewhere) {
            if (name.section(u'/', 3) == branch)
                found.push_back(version);
        }
        if (found.size() != 1)
            return fail(ErrorKind::NotFound, u"there is no branch \"%1\""_s.arg(branch.left(100)),
                        found.empty()
                            ? u"`branch` lists them; `switch --new NAME` makes one"_s
                            : u"several places have one of that name: make it with `branch NAME PLACE/NAME`"_s);
        if (!changes->isEmpty() && *based != found.front())
            return fail(ErrorKind::Conflict, u"there are changes that are in no version yet; nothing was switched"_s,
                        u"commit them first"_s);
        if (auto status = createBranch(m_repository, branch, found.front()); !status)
            return status;
        *target = found.front();
    }
    if (*target != *based && !changes->isEmpty())
        return fail(ErrorKind::Conflict, u"there are changes that are in no version yet; nothing was switched"_s,
                    u"commit them first; they come along only to a branch at the same version (`switch --new NAME`)"_s);
    if (auto status = m_repository.setCurrentRef(branchRef(branch)); !status)
        return status;
    // From here on opening makes it good.
    return *target == *based ? Status() : fillAnew(workingCopy(), m_repository, **target, task);
}

Status Workspace::restore(const CommitId &version, base::TaskContext &task)
{
    if (auto status = refuseDuringMerge(); !status)
        return status;
    const auto head = m_repository.head();
    const auto content = ContentTree::of(m_repository, version);
    if (!head || !content)
        return fail(!head ? head.error() : content.error());
    const auto newest = ContentTree::of(m_repository, head->value_or(version));
    if (!newest)
        return fail(newest.error());
    return workingCopy().together([&]() -> Result<dataset::Deed> {
        if (auto status = fillFrom(workingCopy(), m_repository, *content, head->value_or(version), task); !status)
            return fail(status.error());
        if (auto status = attachMissing(*newest, *content); !status)
            return fail(status.error());
        return dataset::Deed{dataset::OperationKind::Restored, 0, idText(version).left(10)};
    });
}

// A version of another branch may have attachments that the newest one here lacks.
Status Workspace::attachMissing(const ContentTree &newest, const ContentTree &content)
{
    if (newest.media() == content.media())
        return {};
    const auto known = attachments(m_repository, newest);
    const auto wanted = attachments(m_repository, content);
    if (!known || !wanted)
        return fail(!known ? known.error() : wanted.error());
    for (const Attachment &each : *wanted) {
        if (std::any_of(known->begin(), known->end(), [&](const auto &one) { return one.sha256 == each.sha256; }))
            continue;
        const auto bytes = m_repository.read(each.blob, ObjectType::Blob, dataset::kMaximumAttachmentBytes);
        if (!bytes)
            return fail(bytes.error());
        if (const auto attached = workingCopy().attach(*bytes); !attached)
            return fail(attached.error());
    }
    return {};
}

Status Workspace::restoreRecord(const CommitId &version, const QString &key, base::TaskContext &task)
{
    if (auto status = refuseDuringMerge(); !status)
        return status;
    auto rows = VersionRows::open(m_repository, version);
    if (!rows)
        return fail(rows.error());
    const auto offset = rows->find(key, task);
    if (!offset)
        return fail(offset.error());
    const auto old = rows->page(*offset, 1);
    if (!old)
        return fail(old.error());
    const auto now = workingCopy().rows().find(key);
    if (!now && now.error().kind != ErrorKind::NotFound)
        return fail(now.error());
    if (now)
        return workingCopy().replace(*now, old->front().body);
    const auto appended = workingCopy().append(old->front().body);
    return appended ? Status() : Status(fail(appended.error()));
}

Status Workspace::restoreDocument(const CommitId &version, const QString &name, base::TaskContext &task)
{
    if (auto status = refuseDuringMerge(); !status)
        return status;
    const auto bytes = documentAt(m_repository, version, name);
    if (!bytes)
        return fail(bytes.error());
    std::optional<QStringList> keyFields;
    if (name == QLatin1StringView(dataset::kSchemaFile)) {
        const auto schema = dataset::Schema::fromJson(*bytes);
        if (!schema)
            return fail(schema.error());
        keyFields = schema->primaryKey;
    }
    return workingCopy().together([&]() -> Result<dataset::Deed> {
        if (keyFields) {
            if (auto status = workingCopy().setKeyFields(*keyFields, task); !status)
                return fail(status.error());
        }
        if (auto status = workingCopy().setDocument(name, *bytes); !status)
            return fail(status.error());
        return dataset::Deed{dataset::OperationKind::Document, 0, name};
    });
}

} // namespace datanet::versioning
