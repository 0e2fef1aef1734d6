#pragma once

#include "base/result.h"
#include "models/record_source.h"

#include <QAbstractListModel>
#include <QHash>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace datanet::app {

// The findings of one rule.
struct FindingGroup
{
    QString rule;
    QString title;
    QString severity; // "blocking", "caution", "note"
    QString advice;
    qint64 count = 0;
    QString fixText; // carries out what the rule offers for all of them; empty: nothing can be done at once
    QString leaveOutText; // leaves all of them out; empty: not offered, or already what fixText does
    QString editText; // opens the first one; empty: not offered
    // The first ones: { name, sentence, position, field, reason }, the reason being the contributor's, or empty.
    QVariantList examples;
    qint64 more = 0; // beyond the examples
    bool keepable = false; // a person may leave them as they are, with a reason
    qint64 kept = 0; // for which there is one
};

// How a person finds the record of a finding again; empty when it is no longer there.
[[nodiscard]] QString recordName(dataset::RowReader &rows, const std::vector<RecordColumn> &columns,
                                 const curation::Finding &finding);

// What was found, worst first, as stored with the data set. Any thread that may use the source.
// wanted: how many of a rule, where that is more than the first few.
[[nodiscard]] base::Result<std::vector<FindingGroup>> loadFindingGroups(RecordSource &source,
                                                                        const std::vector<RecordColumn> &columns,
                                                                        const QHash<QString, int> &wanted = {});

// The findings of a data set, one row per rule. GUI thread.
class FindingGroups : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(int count READ count NOTIFY reset FINAL)
    // Findings in all groups.
    Q_PROPERTY(qint64 total READ total NOTIFY reset FINAL)
    Q_PROPERTY(QString totalText READ totalText NOTIFY reset FINAL)
    Q_PROPERTY(qint64 blocking READ blocking NOTIFY reset FINAL)

public:
    enum Role {
        RuleRole = Qt::UserRole + 1,
        TitleRole,
        SeverityRole,
        AdviceRole,
        CountTextRole,
        FixTextRole,
        LeaveOutTextRole,
        EditTextRole,
        ExamplesRole,
        MoreTextRole,
        KeepTextRole,
        KeptTextRole,
    };
    static constexpr int kExamples = 5;
    static constexpr int kMoreExamples = 20; // with each wish for more
    static constexpr int kMostExamples = 500;

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<FindingGroup> groups);

    [[nodiscard]] int count() const { return int(m_groups.size()); }
    [[nodiscard]] qint64 total() const;
    [[nodiscard]] QString totalText() const;
    [[nodiscard]] qint64 blocking() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void reset();

private:
    std::vector<FindingGroup> m_groups;
};

} // namespace datanet::app
