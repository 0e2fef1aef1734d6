#include "models/finding_groups.h"

#include "dataset/field_scanner.h"
#include "dataset/finding_store.h"
#include "dataset/kept_file.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "media/media_address.h"
#include "sync/dismissals.h"

#include <algorithm>
#include <limits>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using curation::Fix;

namespace {

// Addresses of the pictures that a finding is about: its record's, and the one that it is like.
QVariantList picturesOf(RecordSource &source, dataset::RowReader &rows, const curation::Finding &finding)
{
    QVariantList pictures;
    const auto add = [&](dataset::Position position) {
        const auto row = rows.at(position);
        dataset::FieldScanner fields;
        const auto media = row && fields.load(row->body) ? dataset::RecordMedia::of(fields) : std::nullopt;
        if (media && media->kind == dataset::RecordMedia::Kind::Picture)
            pictures.append(MediaAddress{source.folder(), source.version(), media->sha256}.toText());
    };
    if (finding.position == curation::kWholeSet || base::text(finding.field.toUtf8()) != dataset::RecordMedia::kField)
        return pictures;
    if (finding.evidence && !finding.evidence->accepted)
        add(finding.evidence->position);
    add(finding.position);
    return pictures;
}

void offer(FindingGroup &group, const QList<Fix> &fixes)
{
    if (fixes.isEmpty())
        return;
    if (fixes.first() == Fix::HideSpan || fixes.first() == Fix::Mend || fixes.first() == Fix::LeaveOut)
        group.fixText = FindingText::fix(fixes.first(), group.rule);
    if (const QString effect = FindingText::effect(fixes.first(), group.rule); !effect.isEmpty())
        group.advice = group.advice + u' ' + effect;
    if (fixes.contains(Fix::LeaveOut) && fixes.first() != Fix::LeaveOut)
        group.leaveOutText = FindingText::fix(Fix::LeaveOut, group.rule);
    if (fixes.contains(Fix::FillIn))
        group.editText = FindingText::fix(Fix::FillIn, group.rule);
    else if (fixes.contains(Fix::Edit))
        group.editText = FindingText::fix(Fix::Edit, group.rule);
}

// How many of a rule's findings have a reason.
Result<qint64> countKept(dataset::RowReader &rows, const QString &rule, const curation::Dismissals &reasons)
{
    const bool any =
        std::any_of(reasons.begin(), reasons.end(), [&rule](const auto &each) { return each.first.second == rule; });
    if (!any)
        return 0;
    const auto stored = dataset::findings(rows, rule, 0, std::numeric_limits<int>::max());
    if (!stored)
        return fail(stored.error());
    return qint64(std::count_if(stored->begin(), stored->end(), [&](const auto &each) {
        return reasons.contains({each.id, rule});
    }));
}

} // namespace

QString recordName(dataset::RowReader &rows, const std::vector<RecordColumn> &columns, const curation::Finding &finding)
{
    if (finding.position == curation::kWholeSet)
        return FindingGroups::tr("The whole data set");
    const auto row = rows.at(finding.position);
    if (!row)
        return {};
    const QString name = RecordSource::name(columns, row->body);
    return name.isEmpty() ? finding.id.hex().mid(2, 10) : name;
}

Result<std::vector<FindingGroup>> loadFindingGroups(RecordSource &source, const std::vector<RecordColumn> &columns,
                                                    const QHash<QString, int> &wanted)
{
    const auto reader = source.reader();
    if (!reader)
        return fail(reader.error());
    const auto counts = dataset::findingCounts(**reader);
    if (!counts)
        return fail(counts.error());
    const auto reasons = sync::keptDismissals(**reader);
    if (!reasons)
        return fail(reasons.error());
    std::vector<FindingGroup> groups;
    for (const auto &rule : *counts) {
        const auto severity = curation::Severity(std::clamp(rule.severity, 0, 2));
        FindingGroup group{rule.rule,
                           FindingText::title(rule.rule),
                           curation::severityName(severity),
                           FindingText::advice(severity),
                           rule.count,
                           {},
                           {},
                           {},
                           {},
                           0,
                           false,
                           0};
        const auto stored =
            dataset::findings(**reader, rule.rule, 0, wanted.value(rule.rule, FindingGroups::kExamples));
        if (!stored)
            return fail(stored.error());
        for (const auto &entry : *stored) {
            const auto finding = curation::fromStored(entry);
            if (!finding)
                return fail(finding.error());
            if (group.examples.isEmpty())
                offer(group, finding->fixes);
            const bool ofRecord = finding->position != curation::kWholeSet;
            group.keepable = group.keepable || (ofRecord && finding->severity != curation::Severity::Blocking);
            const auto reason = reasons->find({finding->id, rule.rule});
            group.examples.append(QVariantMap{{u"name"_s, recordName(**reader, columns, *finding)},
                                              {u"sentence"_s, FindingText::sentence(*finding)},
                                              {u"position"_s, qlonglong(finding->position)},
                                              {u"field"_s, finding->field},
                                              {u"pictures"_s, picturesOf(source, **reader, *finding)},
                                              {u"reason"_s, reason == reasons->end() ? QString() : reason->second}});
        }
        const auto kept = countKept(**reader, rule.rule, *reasons);
        if (!kept)
            return fail(kept.error());
        group.kept = *kept;
        group.more = std::max<qint64>(0, rule.count - group.examples.size());
        groups.push_back(std::move(group));
    }
    return groups;
}

void FindingGroups::show(std::vector<FindingGroup> groups)
{
    const bool sameRules = std::ranges::equal(groups, m_groups, {}, &FindingGroup::rule, &FindingGroup::rule);
    if (sameRules && !groups.empty()) {
        // What a person has unfolded stays so.
        m_groups = std::move(groups);
        Q_EMIT dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_groups = std::move(groups);
        endResetModel();
    }
    Q_EMIT reset();
}

qint64 FindingGroups::total() const
{
    qint64 sum = 0;
    for (const auto &group : m_groups)
        sum += group.count;
    return sum;
}

QString FindingGroups::totalText() const
{
    return total() > 0 ? app::countText(total()) : QString();
}

qint64 FindingGroups::blocking() const
{
    qint64 sum = 0;
    for (const auto &group : m_groups)
        sum += group.severity == u"blocking"_s ? group.count : 0;
    return sum;
}

int FindingGroups::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant FindingGroups::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FindingGroup &group = m_groups[std::size_t(index.row())];
    switch (role) {
    case RuleRole:
        return group.rule;
    case Qt::DisplayRole:
    case TitleRole:
        return group.title;
    case SeverityRole:
        return group.severity;
    case AdviceRole:
        return group.advice;
    case CountTextRole:
        return app::countText(group.count);
    case FixTextRole:
        return group.fixText;
    case LeaveOutTextRole:
        return group.leaveOutText;
    case EditTextRole:
        return group.editText;
    case ExamplesRole:
        return group.examples;
    case MoreTextRole:
        if (group.more <= 0)
            return QString();
        if (group.examples.size() >= kMostExamples)
            //: Below many findings of a kind, when there are even more
            return tr("and %1 more").arg(app::countText(group.more));
        //: Button below the first few findings of a kind
        return tr("Show %1 more").arg(app::countText(std::min<qint64>(group.more, kMoreExamples)));
    case KeepTextRole:
        if (!group.keepable || group.kept >= group.count)
            return QString();
        //: Button: the findings of a kind stay, and the person says why
        return group.count == 1 ? tr("Leave it as it is") : tr("Leave all as they are");
    case KeptTextRole:
        if (group.kept == 0)
            return QString();
        //: How many findings of a kind a person left as they are
        return group.count == 1 ? tr("Left as it is; reviewers read why.")
                                : tr("%1 of %2 left as they are; reviewers read why.")
                                      .arg(app::countText(group.kept), app::countText(group.count));
    default:
        return {};
    }
}

QHash<int, QByteArray> FindingGroups::roleNames() const
{
    return {{RuleRole, "rule"_ba},
            {TitleRole, "title"_ba},
            {SeverityRole, "severity"_ba},
            {AdviceRole, "advice"_ba},
            {CountTextRole, "countText"_ba},
            {FixTextRole, "fixText"_ba},
            {LeaveOutTextRole, "leaveOutText"_ba},
            {EditTextRole, "editText"_ba},
            {ExamplesRole, "examples"_ba},
            {MoreTextRole, "moreText"_ba},
            {KeepTextRole, "keepText"_ba},
            {KeptTextRole, "keptText"_ba}};
}

} // namespace datanet::app
