#include "sync/preflight.h"

#include "base/clock.h"
#include "crypto/digest.h"
#include "curation/checks.h"
#include "curation/fixes.h"
#include "dataset/check_mark.h"
#include "dataset/finding_store.h"
#include "dataset/metadata.h"
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

base::Status keep(versioning::Workspace &workspace, const curation::Report &report)
{
    std::map<QString, std::vector<dataset::StoredFinding>> byRule;
    for (const auto &rule : report.rules)
        byRule[rule.rule.id]; // rules that found nothing clear what they found before
    for (const auto &finding : report.findings)
        byRule[finding.rule].push_back(curation::toStored(finding));
    for (const auto &[rule, findings] : byRule) {
        if (auto status = dataset::replaceFindings(workspace.workingCopy(), rule, findings); !status)
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
    if (!accepted)
        return base::fail(accepted.error());
    return CheckBasis{std::move(open->rules), std::move(*accepted), datanet};
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
    const auto count = rows.count();
    if (!facts || !count)
        return base::fail(!facts ? facts.error() : count.error());
    PreflightReport result;
    const auto *accepted = basis.accepted ? &*basis.accepted : nullptr;
    curation::WalkSource source(
        [&](base::TaskContext &task, const curation::WalkSource::Visit &visit) {
            return rows.forEach(task, [&](const dataset::RowView &row) -> base::Status {
                if (accepted != nullptr && accepted->withId(row.id())) {
                    ++result.already;
                    return {};
                }
                return visit(row);
            });
        },
        *count);
    context.step(u"Checking"_s);
    auto report = curation::runChecks(source, basis.rules, accepted, *facts, context);
    if (!report)
        return base::fail(report.error());
    if (auto status = keep(workspace, *report); !status)
        return base::fail(status.error());
    const dataset::CheckMark mark{rulesMark(basis), basis.datanet, report->passing,
                                  static_cast<std::int64_t>(report->records.size()),
                                  base::SystemClock().now().toSecsSinceEpoch()};
    if (auto status = dataset::keepCheckMark(workspace.workingCopy(), mark); !status)
        return base::fail(status.error());
    result.report = std::move(*report);
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
    std::map<dataset::Position, std::vector<curation::Finding>> toHide;
    std::set<dataset::Position> toLeaveOut;
    for (const auto &finding : report.findings) {
        if ((finding.rule != ruleOrReason && finding.reason != ruleOrReason) || finding.position == curation::kWholeSet)
            continue;
        const auto automatic = std::find_if(finding.fixes.begin(), finding.fixes.end(), [](curation::Fix fix) {
            return fix == curation::Fix::HideSpan || fix == curation::Fix::LeaveOut;
        });
        if (automatic == finding.fixes.end())
            continue;
        if (*automatic == curation::Fix::HideSpan)
            toHide[finding.position].push_back(finding);
        else
            toLeaveOut.insert(finding.position);
    }
    auto &copy = workspace.workingCopy();
    Mended done;
    const auto total = static_cast<std::int64_t>(toHide.size());
    const std::vector<dataset::Position> leaving(toLeaveOut.begin(), toLeaveOut.end());
    const auto mended = copy.together([&]() -> base::Result<dataset::Deed> {
        for (const auto &[position, findings] : toHide) {
            if (context.cancelled())
                return base::cancelled();
            if (toLeaveOut.contains(position))
                continue;
            const auto row = copy.rows().at(position);
            if (!row)
                return base::fail(row.error());
            const auto hidden = curation::hideAll(row->body, findings);
            if (!hidden)
                return base::fail(hidden.error());
            if (auto status = copy.replace(position, *hidden); !status)
                return base::fail(status.error());
            done.hidden.insert(done.hidden.end(), findings.begin(), findings.end());
            context.progress(++done.changed, total);
        }
        if (auto status = copy.remove(leaving); !status)
            return base::fail(status.error());
        const auto kind = done.changed > 0 ? dataset::OperationKind::Mended : dataset::OperationKind::Removed;
        done.leftOut = static_cast<std::int64_t>(leaving.size());
        return dataset::Deed{kind, done.records(), ruleOrReason};
    });
    if (!mended)
        return base::fail(mended.error());
    return done;
}

} // namespace datanet::sync
