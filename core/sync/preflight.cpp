#include "sync/preflight.h"

#include "base/clock.h"
#include "crypto/digest.h"
#include "curation/checks.h"
#include "curation/mending.h"
#include "dataset/check_mark.h"
#include "dataset/finding_store.h"
#include "dataset/metadata.h"
#include "sync/checked_rows.h"
#include "sync/mended_media.h"
#include "sync/mirror.h"

#include <algorithm>
#include <map>
#include <set>

namespace datanet::sync {

using namespace Qt::StringLiterals;

namespace {

base::Result<dataset::Schema> schemaOf(dataset::RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(dataset::kSchemaFile));
    if (!bytes)
        return base::fail(bytes.error());
    return bytes->isEmpty() ? dataset::Schema() : dataset::Schema::fromJson(*bytes);
}

base::Result<curation::SetFacts> factsOf(dataset::RowReader &rows)
{
    const auto bytes = rows.document(QLatin1String(dataset::kMetadataFile));
    if (!bytes)
        return base::fail(bytes.error());
    const auto metadata = dataset::Metadata::fromJson(*bytes);
    if (!metadata)
        return base::fail(metadata.error());
    return curation::SetFacts{metadata->licence};
}

// changed: by record, after edits; nothing when all findings are new.
base::Status keep(versioning::Workspace &workspace, const curation::Report &report, const std::vector<bool> *changed)
{
    std::map<QString, std::vector<dataset::FreshFinding>> byRule;
    for (const auto &rule : report.rules)
        byRule[rule.rule.id]; // rules that found nothing clear what they found before
    std::size_t record = 0; // findings come by record
    for (const auto &finding : report.findings) {
        bool isNew = true;
        if (changed && finding.position != curation::kWholeSet) {
            while (report.records[record].position != finding.position)
                ++record;
            isNew = (*changed)[record];
        }
        byRule[finding.rule].push_back({static_cast<int>(finding.severity), finding.position, finding.id, isNew,
                                        [&finding] { return curation::toStored(finding).detail; }});
    }
    for (auto &[rule, findings] : byRule) {
        if (auto status = dataset::updateFindings(workspace.workingCopy(), rule, std::move(findings)); !status)
            return status;
    }
    return {};
}

} // namespace

base::Result<CheckBasis> ownBasis(dataset::RowReader &rows)
{
    const auto schema = schemaOf(rows);
    if (!schema)
        return base::fail(schema.error());
    return CheckBasis{curation::DatanetRules::forSchema(*schema), std::nullopt, 0};
}

namespace {

struct OpenDatanet
{
    Mirror mirror;
    curation::DatanetRules rules;
};

base::Result<OpenDatanet> openDatanet(const Network &network, std::uint64_t datanet, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto facts = readDatanet(network, *snapshot, datanet, context);
    if (!facts)
        return base::fail(facts.error());
    if (!facts->termsHash.hasValue())
        return base::fail(base::ErrorKind::Unproven, u"the rules of datanet %1 cannot be checked now"_s.arg(datanet),
                          u"try again later, or name another server"_s);
    auto mirror = Mirror::open(network, datanet);
    if (!mirror)
        return base::fail(mirror.error());
    if (const auto updated = mirror->update(*snapshot, *facts, context); !updated)
        return base::fail(updated.error());
    auto rules = mirror->rules(facts->termsHash.value());
    if (!rules)
        return base::fail(rules.error());
    return OpenDatanet{std::move(*mirror), std::move(*rules)};
}

} // namespace

base::Result<curation::DatanetRules> datanetRules(const Network &network, std::uint64_t datanet,
                                                  base::TaskContext &context)
{
    auto open = openDatanet(network, datanet, context);
    if (!open)
        return base::fail(open.error());
    return std::move(open->rules);
}

base::Result<CheckBasis> datanetBasis(const Network &network, std::uint64_t datanet, base::TaskContext &context)
{
    auto open = openDatanet(network, datanet, context);
    if (!open)
        return base::fail(open.error());
    auto accepted = open->mirror.accepted(open->rules, context);
    const auto version = open->mirror.version();
    if (!accepted || !version)
        return base::fail(!accepted ? accepted.error() : version.error());
    auto published = open->mirror.recordsAt(*version, context);
    if (!published)
        return base::fail(published.error());
    const auto head = open->mirror.head();
    if (!head)
        return base::fail(head.error());
    base::Bytes mark = base::Bytes::number(qulonglong(network.profile().chainId)) + ' ' + base::Bytes::number(*version);
    if (*head)
        mark += ' ' + (*head)->toBytes();
    return CheckBasis{std::move(open->rules), std::move(*accepted), datanet, std::move(*published), std::move(mark)};
}

QString rulesMark(const CheckBasis &basis)
{
    return QString::number(curation::kChecksEdition) + u'-' + crypto::sha256(basis.rules.toJson()).hex();
}

base::Result<dataset::ColumnFit> columnFit(dataset::RowReader &rows, const curation::DatanetRules &rules)
{
    const auto own = schemaOf(rows);
    if (!own)
        return base::fail(own.error());
    const auto columns = dataset::columnsOf(rows, *own);
    if (!columns)
        return base::fail(columns.error());
    return dataset::fitOf(*columns, rules.schema);
}

base::Result<PreflightReport> preflight(versioning::Workspace &workspace, const CheckBasis &basis,
                                        base::TaskContext &context)
{
    auto &rows = workspace.workingCopy().rows();
    const auto facts = factsOf(rows);
    if (!facts)
        return base::fail(facts.error());
    auto checked = checkRows(workspace, basis, *facts, context);
    if (!checked)
        return base::fail(checked.error());
    PreflightReport result{std::move(checked->report), checked->already, checked->whole};
    if (auto status = keep(workspace, result.report, checked->whole ? nullptr : &checked->changed); !status)
        return base::fail(status.error());
    const auto *report = &result.report;
    const dataset::CheckMark mark{rulesMark(basis), basis.datanet, report->passing,
                                  static_cast<std::int64_t>(report->records.size()),
                                  base::SystemClock().now().toSecsSinceEpoch()};
    if (auto status = dataset::keepCheckMark(workspace.workingCopy(), mark); !status)
        return base::fail(status.error());
    return result;
}

QMap<QString, std::int64_t> Mended::hiddenByRule() const
{
    QMap<QString, std::int64_t> counts;
    for (const auto &finding : hidden)
        ++counts[finding.rule];
    return counts;
}

base::Result<Mended> applyFixes(versioning::Workspace &workspace, const curation::Report &report,
                                const QString &ruleOrReason, base::TaskContext &context)
{
    std::map<dataset::Position, std::vector<curation::Finding>> toMend;
    std::set<dataset::Position> toLeaveOut;
    for (const auto &finding : report.findings) {
        if ((finding.rule != ruleOrReason && finding.reason != ruleOrReason) || finding.position == curation::kWholeSet)
            continue;
        const auto automatic = std::find_if(finding.fixes.begin(), finding.fixes.end(), [](curation::Fix fix) {
            return fix == curation::Fix::HideSpan || fix == curation::Fix::Mend || fix == curation::Fix::LeaveOut;
        });
        if (automatic == finding.fixes.end())
            continue;
        if (*automatic != curation::Fix::LeaveOut)
            toMend[finding.position].push_back(finding);
        else
            toLeaveOut.insert(finding.position);
    }
    auto &copy = workspace.workingCopy();
    Mended done;
    const auto total = static_cast<std::int64_t>(toMend.size());
    const std::vector<dataset::Position> leaving(toLeaveOut.begin(), toLeaveOut.end());
    MendedMedia media(copy, workspace.folder());
    const auto deed = copy.together([&]() -> base::Result<dataset::Deed> {
        for (auto &[position, findings] : toMend) {
            if (context.cancelled())
                return base::cancelled();
            if (toLeaveOut.contains(position))
                continue;
            const auto row = copy.rows().at(position);
            if (!row)
                return base::fail(row.error());
            auto mended = media.mended(row->body, findings);
            std::erase_if(findings, MendedMedia::isFor);
            if (mended)
                mended = curation::carryOut(*mended, findings);
            if (!mended)
                return base::fail(mended.error());
            if (auto status = copy.replace(position, *mended); !status)
                return base::fail(status.error());
            std::copy_if(findings.begin(), findings.end(), std::back_inserter(done.hidden),
                         [](const auto &finding) { return finding.fixes.contains(curation::Fix::HideSpan); });
            context.progress(++done.changed, total);
        }
        if (auto status = copy.remove(leaving); !status)
            return base::fail(status.error());
        if (auto status = media.dropReplaced(context); !status)
            return base::fail(status.error());
        const auto kind = done.changed > 0 ? dataset::OperationKind::Mended : dataset::OperationKind::Removed;
        done.leftOut = static_cast<std::int64_t>(leaving.size());
        return dataset::Deed{kind, done.records(), ruleOrReason};
    });
    if (!deed)
        return base::fail(deed.error());
    return done;
}

} // namespace datanet::sync
