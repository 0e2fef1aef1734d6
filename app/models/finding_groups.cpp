#include "models/finding_groups.h"

#include "dataset/field_scanner.h"
#include "dataset/finding_store.h"
#include "dataset/kept_file.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "media/media_address.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using curation::Fix;

namespace {

QString nameAt(dataset::RowReader &rows, const std::vector<RecordColumn> &columns, const curation::Finding &finding)
{
    if (finding.position == curation::kWholeSet)
        return FindingGroups::tr("The whole data set");
    const auto row = rows.at(finding.position);
    const QString name = row ? RecordSource::name(columns, row->body) : QString();
    return name.isEmpty() ? finding.id.hex().mid(2, 10) : name;
}

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

} // namespace

Result<std::vector<FindingGroup>> loadFindingGroups(RecordSource &source, const std::vector<RecordColumn> &columns,
                                                    const QHash<QString, int> &wanted)
{
    const auto reader = source.reader();
    if (!reader)
        return fail(reader.error());
    const auto counts = dataset::findingCounts(**reader);
    if (!counts)
        return fail(counts.error());
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
            group.examples.append(QVariantMap{{u"name"_s, nameAt(**reader, columns, *finding)},
                                              {u"sentence"_s, FindingText::sentence(*finding)},
                                              {u"position"_s, qlonglong(finding->position)},
                                              {u"field"_s, finding->field},
                                              {u"pictures"_s, picturesOf(source, **reader, *finding)}});
        }
        group.more = std::max<qint64>(0, rule.count - group.examples.size());
        groups.push_back(std::move(group));
    }
    return groups;
}

void FindingGroups::show(std::vector<FindingGroup> groups)
{
    beginResetModel();
    m_groups = std::move(groups);
    endResetModel();
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
            {MoreTextRole, "moreText"_ba}};
}

} // namespace datanet::app
