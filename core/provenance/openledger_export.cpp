#include "provenance/openledger_export.h"

#include "base/files.h"
#include "base/new_folder.h"
#include "dataset/field_scanner.h"
#include "dataset/record.h"
#include "provenance/handover.h"
#include "provenance/version_export.h"
#include "versioning/history.h"
#include "versioning/version_row_source.h"

#include <QFile>

namespace datanet::provenance {

using namespace Qt::StringLiterals;
using dataset::FieldScanner;
using dataset::ValueKind;

namespace {

constexpr qsizetype kHeadingBytes = 160;

bool saysNothing(const FieldScanner::Field &field)
{
    return field.kind == ValueKind::Null || field.text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// One record as a section that people and language models read: heading, main text, the other fields by their titles.
class RecordText
{
public:
    explicit RecordText(const dataset::Schema &schema) : m_schema(schema), m_text(schema.textField.toStdString())
    {
        for (const QString &name : schema.primaryKey)
            m_headings.push_back(name.toStdString());
        for (const dataset::Field &field : schema.fields) {
            m_titles.emplace_back(field.name.toStdString(),
                                  (field.title.isEmpty() ? field.name : field.title).toStdString());
            if (field.type == dataset::FieldType::String && field.name != schema.textField)
                m_headings.push_back(m_titles.back().first);
        }
    }

    // Empty when the record is no object.
    std::string of(std::string_view body, std::int64_t number)
    {
        if (!m_fields.load(body))
            return {};
        const FieldScanner::Field *heading = headingOf();
        std::string out = "## ";
        out += heading != nullptr ? std::string(heading->text) : "Record " + std::to_string(number);
        out += "\n\n";
        const FieldScanner::Field *text = m_text.empty() ? nullptr : m_fields.find(m_text);
        if (text != nullptr && text != heading && !saysNothing(*text)) {
            out += text->text;
            out += "\n\n";
        }
        const auto append = [&](const FieldScanner::Field *field, const std::string &title) {
            if (field == nullptr || field == heading || field == text || saysNothing(*field))
                return;
            out += "**" + title + ":** ";
            out += field->text;
            out += "\n\n";
        };
        for (const auto &[name, title] : m_titles)
            append(m_fields.find(name), title);
        for (const FieldScanner::Field &field : m_fields.fields())
            if (m_schema.find(QString::fromUtf8(field.name.data(), qsizetype(field.name.size()))) == nullptr)
                append(&field, std::string(field.name));
        return out;
    }

private:
    const FieldScanner::Field *headingOf() const
    {
        for (const std::string &name : m_headings) {
            const FieldScanner::Field *field = m_fields.find(name);
            if (field != nullptr && !saysNothing(*field) && qsizetype(field->text.size()) <= kHeadingBytes
                && field->text.find_first_of("\r\n") == std::string_view::npos)
                return field;
        }
        return nullptr;
    }

    const dataset::Schema &m_schema;
    std::string m_text;
    std::vector<std::string> m_headings; // names, in the order in which they are tried
    std::vector<std::pair<std::string, std::string>> m_titles;
    FieldScanner m_fields;
};

// Fills files up to their target and days up to their limits.
class Files
{
public:
    Files(QString folder, QString name, QString preface)
        : m_folder(std::move(folder)),
          m_name(std::move(name)),
          m_preface(std::move(preface)),
          m_index(m_folder + u"/records.jsonl"_s)
    {
    }

    base::Status open()
    {
        return m_index.open(QIODevice::WriteOnly | QIODevice::NewOnly) ? base::Status() : indexFailed();
    }

    base::Status add(std::string_view text, const base::Digest &id)
    {
        const auto size = static_cast<std::int64_t>(text.size());
        if (size + kPrefaceRoom > kOpenLedgerFileBytes)
            return base::fail(base::ErrorKind::Invalid,
                              u"the text of record %1 is larger than the 5 MB that one file may have"_s.arg(id.hex()));
        if (!m_text.empty() && static_cast<std::int64_t>(m_text.size()) + size > kOpenLedgerTargetBytes)
            if (auto status = flush(); !status)
                return status;
        if (m_text.empty())
            m_text = m_preface.toStdString();
        m_text += text;
        m_ids.push_back(id);
        return {};
    }

    base::Status finish()
    {
        if (auto status = flush(); !status)
            return status;
        return m_index.flush() ? base::Status() : indexFailed();
    }

    [[nodiscard]] const std::vector<HandoverDay> &days() const { return m_days; }

private:
    static constexpr std::int64_t kPrefaceRoom = 4096;

    base::Status indexFailed()
    {
        return base::fail(base::ErrorKind::Io, m_index.fileName() + u" can't be written: "_s + m_index.errorString(),
                          u"check the free space"_s);
    }

    base::Status flush()
    {
        if (m_text.empty())
            return {};
        const auto size = static_cast<std::int64_t>(m_text.size());
        if (m_days.empty() || m_days.back().files == kOpenLedgerDayFiles
            || m_days.back().bytes + size > kOpenLedgerDayBytes) {
            m_days.push_back({dayFolder(static_cast<int>(m_days.size()) + 1), 0, 0, 0, std::nullopt});
            if (auto status = base::files::makeFolder(m_folder + u'/' + m_days.back().folder); !status)
                return status;
        }
        HandoverDay &day = m_days.back();
        const QString name = u"%1/%2-%3.md"_s.arg(day.folder, m_name).arg(++m_number, 4, 10, QLatin1Char('0'));
        if (auto status = base::files::writeAtomically(m_folder + u'/' + name, base::view(m_text)); !status)
            return status;
        for (const base::Digest &id : m_ids) {
            const QByteArray line =
                "{\"file\":\"" + name.toUtf8() + "\",\"id\":\"" + base::toPlainHex(id.view()) + "\"}\n";
            if (m_index.write(line) != line.size())
                return indexFailed();
        }
        ++day.files;
        day.bytes += size;
        day.records += static_cast<std::int64_t>(m_ids.size());
        m_text.clear();
        m_ids.clear();
        return {};
    }

    QString m_folder;
    QString m_name;
    QString m_preface;
    QFile m_index;
    std::string m_text;
    std::vector<base::Digest> m_ids;
    std::vector<HandoverDay> m_days;
    int m_number = 0;
};

} // namespace

base::Result<OpenLedgerReport> exportForOpenLedger(const versioning::Repository &repository, const QString &folder,
                                                   const OpenLedgerExport &request, base::TaskContext &task)
{
    auto place = base::NewFolder::begin(folder);
    if (!place)
        return base::fail(place.error());
    const auto facts = versionFacts(repository, request.version, task);
    const auto details = versioning::show(repository, request.version);
    auto rows = versioning::VersionRowSource::of(repository, request.version);
    if (!facts || !details || !rows)
        return base::fail(!facts ? facts.error() : !details ? details.error() : rows.error());
    const dataset::DescribedExport &described = facts->described;
    if (rows->count() == 0)
        return base::fail(base::ErrorKind::Invalid, u"the version has no records"_s);

    task.step(u"Writing the files"_s);
    const QString preface = u"# %1\n\nVersion %2, licence %3.\n\n"_s.arg(
        described.metadata.title.simplified(), described.semanticVersion, described.metadata.licence);
    Files files(place->staging(), described.slug().left(60), preface);
    if (auto status = files.open(); !status)
        return base::fail(status.error());
    RecordText texts(described.schema);
    OpenLedgerReport report;
    std::string_view body;
    while (true) {
        const auto more = rows->next(body);
        if (!more)
            return base::fail(more.error());
        if (!*more)
            break;
        if (report.records % 1024 == 0) {
            if (task.cancelled())
                return base::cancelled();
            task.progress(report.records, rows->count());
        }
        const std::string text = texts.of(body, ++report.records);
        if (text.empty())
            return base::fail(base::ErrorKind::Corrupt, u"record %1 is no object"_s.arg(report.records));
        if (auto status = files.add(text, dataset::recordId(body)); !status)
            return base::fail(status.error());
    }
    if (auto status = files.finish(); !status)
        return base::fail(status.error());

    task.step(u"Signing"_s);
    if (auto status = signPrepared(
            place->staging(),
            {described.metadata.title, described.versionId, described.semanticVersion, request.now, files.days(), {}},
            *request.key, task);
        !status)
        return base::fail(status.error());
    if (auto status = place->finish(); !status)
        return base::fail(status.error());
    for (const HandoverDay &day : files.days()) {
        report.files += day.files;
        report.bytes += day.bytes;
    }
    report.days = static_cast<int>(files.days().size());
    report.leftOut = details->totals.attachments;
    report.semanticVersion = described.semanticVersion;
    return report;
}

} // namespace datanet::provenance
