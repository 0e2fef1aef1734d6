#include "viewmodels/exporting.h"

#include "dataset/data_set.h"
#include "dataset/described_export.h"
#include "format/amount_text.h"
#include "versioning/history.h"
#include "viewmodels/export_job.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVersionsOffered = 200;

bool isFolder(const QString &kind)
{
    return kind == u"croissant" || kind == u"datapackage" || kind == u"openledger";
}

} // namespace

Exporting::Exporting(Services &services, QObject *parent) : QObject(parent), m_services(services) { }

void Exporting::open(const QString &folder, const QString &title)
{
    m_folder = folder;
    m_title = title;
    m_versions.clear();
    m_resultText.clear();
    m_resultPath.clear();
    m_notes.clear();
    Q_EMIT changed();
}

void Exporting::begin()
{
    if (!m_work.isRunning()) {
        m_resultText.clear();
        m_resultPath.clear();
        m_notes.clear();
        m_work.dismissError();
    }
    using Versions = std::vector<versioning::Version>;
    auto task = m_services.run<Versions>(
        m_services.computation(), [folder = m_folder](base::TaskContext &) -> base::Result<Versions> {
            const auto repository = versioning::Repository::open(dataset::DataSetFolder{folder}.repository());
            if (!repository)
                return base::fail(repository.error());
            return versioning::log(*repository, 0, kVersionsOffered);
        });
    m_reading.start(task, [this](const Versions &versions) {
        m_versions.clear();
        for (const auto &version : versions) {
            //: A saved version in a list: its number, date and description
            const QString text = tr("Version %1, %2: %3")
                                     .arg(countText(version.number),
                                          QLocale().toString(version.time.toLocalTime().date(), QLocale::ShortFormat),
                                          version.message.section(u'\n', 0, 0));
            m_versions.append(QVariantMap{{u"id"_s, versioning::idText(version.id)}, {u"text"_s, text}});
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

QString Exporting::suggestedName(const QString &kind) const
{
    dataset::DescribedExport named;
    named.metadata.title = m_title;
    if (isFolder(kind))
        return named.slug() + u'-' + kind;
    if (kind == u"rejects")
        return named.slug() + u"-kept-aside.jsonl"_s;
    return named.slug() + u'.' + kind;
}

void Exporting::write(const QString &kind, const QUrl &where, const QString &version, const QString &address)
{
    QString target = where.toLocalFile();
    if (isFolder(kind))
        target = freePath(target, suggestedName(kind));
    const ExportJob job{m_folder, m_services.home().path, kind, target, version, address.trimmed()};
    auto *lane = kind == u"rejects" ? m_services.dataLane(m_folder) : m_services.computation();
    auto task =
        m_services.run<ExportOutcome>(lane, [job](base::TaskContext &context) { return runExport(job, context); });
    m_work.start(task, [this, kind, target](const ExportOutcome &outcome) {
        const QString name = QFileInfo(target).fileName();
        if (kind == u"bundle")
            //: Told after all versions were written to a file; %1 is its name
            m_resultText = tr("All versions written to %1").arg(name);
        else if (kind == u"openledger")
            //: Told after files for OpenLedger's upload page were written
            m_resultText = outcome.files == 1
                ? tr("%1 records in 1 file written to %2").arg(countText(outcome.records), name)
                : tr("%1 records in %2 files written to %3")
                      .arg(countText(outcome.records), countText(outcome.files), name);
        else
            //: Told after records were written to a file
            m_resultText = outcome.records == 1 ? tr("1 record written to %1").arg(name)
                                                : tr("%1 records written to %2").arg(countText(outcome.records), name);
        m_notes = outcome.notes;
        if (outcome.days > 1)
            //: After writing files for OpenLedger's upload page; %1 is a number of days above one
            m_notes << tr("Upload one day's folder a day, %1 days in all.").arg(outcome.days);
        if (outcome.leftOut > 0)
            //: After writing files for OpenLedger's upload page; %1 is a number of pictures and sounds
            m_notes << tr("Left out, because they are no text: %1").arg(countText(outcome.leftOut));
        if (outcome.inexact > 0)
            //: After writing a table; %1 is a number of cells
            m_notes << tr("Cells that a table can't carry exactly: %1. As records for a program, everything is kept.")
                           .arg(countText(outcome.inexact));
        m_resultPath = QDir::toNativeSeparators(target);
        Q_EMIT changed();
        Q_EMIT written(m_resultText);
    });
    m_resultText.clear();
    Q_EMIT changed();
}

QUrl Exporting::resultFolder() const
{
    const QFileInfo result(m_resultPath);
    return QUrl::fromLocalFile(result.isDir() ? result.absoluteFilePath() : result.absolutePath());
}

} // namespace datanet::app
