#include "sync/dismissals.h"

#include "curation/finding.h"
#include "dataset/data_set.h"
#include "dataset/finding_store.h"
#include "dataset/working_state.h"
#include "versioning/proofs.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using curation::Dismissals;

namespace {

constexpr std::string_view kDismissalsName = "dismissals"; // in the working copy

QString pathAmongProofs(std::uint64_t chainId, std::uint64_t datanet)
{
    return u"dismissals/%1-%2.json"_s.arg(chainId).arg(datanet);
}

} // namespace

Result<Dismissals> keptDismissals(dataset::RowReader &rows)
{
    const auto text = rows.state()->meta(kDismissalsName);
    if (!text)
        return fail(text.error());
    return curation::dismissalsFromJson(text->value_or(QString()).toUtf8()).value_or(Dismissals());
}

Status dismiss(versioning::Workspace &workspace, const QString &rule, const std::vector<dataset::Position> &rows,
               const QString &words)
{
    auto &reader = workspace.workingCopy().rows();
    auto kept = keptDismissals(reader);
    if (!kept)
        return fail(kept.error());
    if (words.size() > curation::kMaximumDismissalWords)
        return fail(ErrorKind::Invalid, u"a reason has at most %1 characters"_s.arg(curation::kMaximumDismissalWords));
    for (const dataset::Position position : rows) {
        const auto row = reader.at(position);
        const auto found = dataset::findingsBetween(reader, position, position);
        if (!row || !found)
            return fail(!row ? row.error() : found.error());
        const curation::DismissalKey key{row->id(), rule};
        if (words.isEmpty()) {
            kept->erase(key);
            continue;
        }
        const auto finding = std::find_if(found->begin(), found->end(), [&](const dataset::StoredFinding &each) {
            return each.rule == rule && each.id == key.first;
        });
        if (finding == found->end())
            return fail(ErrorKind::NotFound, u"the last check found nothing of the rule \"%1\" there"_s.arg(rule),
                        u"run the checks first: datanet check"_s);
        if (finding->severity >= static_cast<int>(curation::Severity::Blocking))
            return fail(ErrorKind::Denied, u"what must be mended can't be dismissed"_s,
                        u"mend it, or leave the record out"_s);
        (*kept)[key] = words;
    }
    if (kept->size() > curation::kMostDismissals)
        return fail(ErrorKind::Conflict, u"at most %1 findings can be dismissed"_s.arg(curation::kMostDismissals),
                    u"a rule that errs so often is better told to the datanet's owner"_s);
    return workspace.workingCopy().state()->setMeta(kDismissalsName,
                                                    QString::fromUtf8(curation::dismissalsToJson(*kept)));
}

Status sendDismissals(const QString &folder, versioning::Repository &repository, const versioning::CommitId &version,
                      std::uint64_t chainId, std::uint64_t datanet, const std::vector<base::Digest> &records)
{
    auto rows = dataset::RowReader::open(folder);
    if (!rows)
        return fail(rows.error());
    auto kept = keptDismissals(*rows);
    const auto proofs = versioning::readProofs(repository, version);
    if (!kept || !proofs)
        return fail(!kept ? kept.error() : proofs.error());
    std::erase_if(*kept, [&records](const auto &each) {
        return !std::binary_search(records.begin(), records.end(), each.first.first);
    });
    const QString path = pathAmongProofs(chainId, datanet);
    if (kept->empty() && !proofs->contains(path))
        return {};
    return versioning::writeProofs(repository, version, {{path, curation::dismissalsToJson(*kept)}},
                                   {u"Datanet Studio"_s, u"device@localhost"_s});
}

Dismissals submittedDismissals(const QString &folder, std::uint64_t chainId, std::uint64_t datanet)
{
    const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
    if (!repository)
        return {};
    const auto head = repository->head();
    if (!head || !*head)
        return {};
    const auto proofs = versioning::readProofs(*repository, **head);
    if (!proofs)
        return {};
    const auto file = proofs->find(pathAmongProofs(chainId, datanet));
    if (file == proofs->end())
        return {};
    return curation::dismissalsFromJson(file->second).value_or(Dismissals());
}

} // namespace datanet::sync
