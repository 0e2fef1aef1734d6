#pragma once

#include "dataset/column_match.h"
#include "desktop/services.h"
#include "models/finding_groups.h"
#include "viewmodels/data_set_facts.h"
#include "viewmodels/finding_reasons.h"
#include "viewmodels/operation.h"

#include <QHash>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::curation {
struct Report;
}
namespace datanet::sync {
class Network;
struct CheckBasis;
} // namespace datanet::sync

namespace datanet::app {

class RecordTableModel;

// The reviewers' checks on the open data set, run here, and what they found. GUI thread.
class RecordChecks : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *running READ running CONSTANT FINAL)
    Q_PROPERTY(datanet::app::FindingGroups *groups READ groups CONSTANT FINAL)
    Q_PROPERTY(datanet::app::FindingReasons *reasons READ reasons CONSTANT FINAL)
    // Whether they ran on the records as they are now.
    Q_PROPERTY(bool current READ isCurrent NOTIFY changed FINAL)
    // "205 of 214 records pass"; empty while that is not known, and where there was nothing to check.
    Q_PROPERTY(QString passText READ passText NOTIFY changed FINAL)
    Q_PROPERTY(double passShare READ passShare NOTIFY changed FINAL)
    Q_PROPERTY(QString timeText READ timeText NOTIFY changed FINAL)
    // Why the findings may not be those of the records as they are now; empty while they are current.
    Q_PROPERTY(QString staleText READ staleText NOTIFY changed FINAL)
    // The datanet whose rules were used; empty: the data set's own form.
    Q_PROPERTY(QString against READ against NOTIFY changed FINAL)
    Q_PROPERTY(quint64 datanet READ datanet NOTIFY changed FINAL)
    // "Your columns do not match Help desk words."; empty when they do. Then nothing else was checked.
    Q_PROPERTY(QString mismatchText READ mismatchText NOTIFY changed FINAL)
    Q_PROPERTY(QString mismatchDetail READ mismatchDetail NOTIFY changed FINAL)
    // Whether the datanet accepts the data set's licence; empty without a datanet.
    Q_PROPERTY(QString licenceText READ licenceText NOTIFY changed FINAL)
    Q_PROPERTY(bool licenceTaken READ isLicenceTaken NOTIFY changed FINAL)
    // "About 205 of 214 records will be accepted.", with what else a review would say; empty without a datanet.
    Q_PROPERTY(QString forecastText READ forecastText NOTIFY changed FINAL)
    // What sending these records costs; empty without a datanet.
    Q_PROPERTY(QString costText READ costText NOTIFY changed FINAL)
    // That the datanet's rules changed since records of this data set were sent to it (rules_news.h).
    Q_PROPERTY(QVariantMap rulesNews READ rulesNews NOTIFY changed FINAL)
    // Which finding is looked at, from 1; 0: none.
    Q_PROPERTY(QString placeText READ placeText NOTIFY changed FINAL)

public:
    // Up to here the checks run by themselves after every change.
    static constexpr qint64 kAutomaticRecords = 20'000;
    // Up to here when they have run before, so that only what an edit reaches is looked at.
    static constexpr qint64 kAutomaticAgain = 200'000;

    RecordChecks(Services &services, RecordTableModel &records, QObject *parent);

    void open(const QString &folder);
    // The data set was opened: shows at once what was found in it before, and runs anew what is not known to be
    // current, where that is quick.
    void recall(qint64 records);
    // The records are others now: runs again where that is quick, else says that the result is old.
    void recordsChanged(qint64 records);

    Q_INVOKABLE void run();
    // Checks against a datanet's rules and accepted records from now on; 0: against the data set's own form.
    Q_INVOKABLE void checkAgainst(quint64 datanet, const QString &title);
    // The datanet that was chosen for this data set before. Nothing is run.
    void settle(quint64 datanet, const QString &title);
    // Shows more findings of a rule than the first few.
    Q_INVOKABLE void showMore(const QString &rule);
    // Carries out what a rule offers, for all its findings; leaveOut: leaves their records out instead.
    Q_INVOKABLE void fix(const QString &rule, bool leaveOut);
    // The finding after (or before) the one looked at; found() tells where it is.
    Q_INVOKABLE void step(int by);
    Q_INVOKABLE void goTo(qlonglong position, const QString &field);

    // What the records are checked against: the newest rules of a datanet, or (0) the data set's own form. Worker
    // threads only.
    [[nodiscard]] static base::Result<sync::CheckBasis> basis(const Services &services, dataset::RowReader &rows,
                                                              quint64 datanet, base::TaskContext &context);

    [[nodiscard]] Operation *running() { return &m_running; }
    [[nodiscard]] FindingReasons *reasons() { return &m_reasons; }
    [[nodiscard]] FindingGroups *groups() { return &m_groups; }
    [[nodiscard]] bool isCurrent() const { return m_current; }
    [[nodiscard]] QString passText() const;
    [[nodiscard]] double passShare() const { return m_checked > 0 ? double(m_passing) / double(m_checked) : 0; }
    [[nodiscard]] QString timeText() const;
    [[nodiscard]] QString staleText() const;
    [[nodiscard]] const QString &against() const { return m_against; }
    [[nodiscard]] quint64 datanet() const { return m_datanet; }
    [[nodiscard]] QString placeText() const;
    [[nodiscard]] QString mismatchText() const;
    [[nodiscard]] QString mismatchDetail() const;
    [[nodiscard]] bool columnsFit() const { return m_fit.fits(); }
    [[nodiscard]] QString forecastText() const { return m_forecast; }
    [[nodiscard]] QString costText() const { return m_cost; }
    [[nodiscard]] const QVariantMap &rulesNews() const { return m_rulesNews; }
    [[nodiscard]] QString licenceText() const;
    [[nodiscard]] bool isLicenceTaken() const { return m_licenceTaken; }
    // The form of the datanet checked against, from the last run; without fields where none is known.
    [[nodiscard]] const dataset::Schema &form() const { return m_form; }

Q_SIGNALS:
    void changed();
    // They came to their end on the records as they are now.
    void checked();
    // A person chose whose rules are used.
    void chosen(quint64 datanet, const QString &title);
    // A finding's row in the table and the field it is about.
    void found(int row, const QString &field);
    // The record a finding is about is not among those shown: whoever chose them shows all again.
    void outOfSight();
    // Something was fixed: the data set's new facts, and words for it.
    void mended(const datanet::app::DataSetFacts &facts, const QString &words);

private:
    struct Outcome
    {
        qint64 passing = 0;
        qint64 checked = 0;
        QString against;
        dataset::ColumnFit fit;
        dataset::Schema form;
        QStringList licences; // that it accepts; empty without a datanet
        bool licenceTaken = true;
        DataSetFacts facts;
        QString mended; // words for what was fixed; empty: nothing was to be
        QString forecast;
        QString cost;
        QVariantMap rulesNews;
        QHash<QString, QString> helps; // by rule: what mending it does
    };
    // On a worker thread; the services outlive it, this object may not.
    [[nodiscard]] static base::Result<Outcome> check(const Services &services, versioning::Workspace &workspace,
                                                     base::TaskContext &context, quint64 datanet, const QString &mend,
                                                     bool leaveOut);
    // What a review by the datanet would say.
    static base::Status foresee(sync::Network &network, const QString &folder, const sync::CheckBasis &basis,
                                const curation::Report &report, Outcome &outcome, base::TaskContext &context);
    void forgetForecast();
    void start(const QString &mend, bool leaveOut);
    void loadGroups();

    Services &m_services;
    RecordTableModel &m_records;
    QString m_folder;
    Operation m_running{this};
    FindingGroups m_groups{this};
    FindingReasons m_reasons;
    quint64 m_datanet = 0;
    QString m_against;
    bool m_started = false; // a run on this data set; one on the data set before may still be coming to its end
    bool m_current = false;
    qint64 m_passing = 0;
    qint64 m_checked = -1; // -1: not known
    qint64 m_time = 0; // of the last check, seconds since 1970; 0: not known
    qint64 m_place = -1;
    dataset::ColumnFit m_fit;
    dataset::Schema m_form;
    QString m_licence;
    QStringList m_licences;
    bool m_licenceTaken = true;
    QString m_forecast;
    QString m_cost;
    QVariantMap m_rulesNews;
    QHash<QString, QString> m_helps; // by rule: what mending it does
    QHash<QString, int> m_shown; // findings of a rule that are listed, where it is more than usual
};

} // namespace datanet::app
