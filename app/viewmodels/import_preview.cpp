#include "viewmodels/import_preview.h"

#include "dataset/field_scanner.h"
#include "format/amount_text.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace datanet::app {

using namespace Qt::StringLiterals;
using dataset::FieldType;

namespace {

constexpr int kShownRows = 5;
constexpr int kShownRejects = 5;
constexpr qsizetype kShownCharacters = 160;

// In the order in which they are offered.
constexpr std::array kTypes{FieldType::String,  FieldType::Number, FieldType::Integer,
                            FieldType::Boolean, FieldType::Date,   FieldType::Any};

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > kShownCharacters ? line.left(kShownCharacters) + u'\u2026' : line;
}

} // namespace

ImportPreview::ImportPreview(Services &services, QObject *parent) : QObject(parent), m_services(services) { }

void ImportPreview::open(const QString &path, const std::optional<dataset::Schema> &schema)
{
    clear();
    m_path = path;
    m_settled = schema && !schema->fields.empty();
    Q_EMIT changed();
    dataset::ImportOptions options;
    if (m_settled)
        options.schema = schema;
    auto task = m_services.run<dataset::Preview>(
        m_services.computation(), [path, options](base::TaskContext &) { return dataset::previewFile(path, options); });
    m_reading.start(task, [this](dataset::Preview preview) {
        m_schema = preview.guess.schema;
        if (!m_settled)
            m_schema.primaryKey.clear(); // a guessed key would refuse rows: it is the person's decision
        m_preview = std::move(preview);
        showRows();
        Q_EMIT changed();
    });
}

void ImportPreview::clear()
{
    m_reading.cancel();
    m_preview.reset();
    m_schema = {};
    m_rows.clear();
    m_path.clear();
    m_settled = false;
    Q_EMIT changed();
}

void ImportPreview::showRows()
{
    m_rows.clear();
    dataset::FieldScanner fields;
    for (const std::string &body : m_preview->records) {
        if (m_rows.size() == kShownRows)
            break;
        if (!fields.load(body))
            continue;
        QStringList cells;
        for (const auto &declared : m_schema.fields) {
            const QByteArray name = declared.name.toUtf8();
            const auto *field = fields.find(base::text(name));
            cells.append(field != nullptr
                             ? shortened(QString::fromUtf8(field->text.data(), qsizetype(field->text.size())))
                             : QString());
        }
        m_rows.append(QVariant(cells));
    }
}

QString ImportPreview::fileName() const
{
    return QFileInfo(m_path).fileName();
}

QString ImportPreview::formatText() const
{
    if (!m_preview)
        return {};
    const auto &detected = m_preview->detected;
    const auto named = [&](const QString &format) {
        //: Kind of a file and its encoding: "JSON lines, UTF-8"
        return tr("%1, %2").arg(format, detected.encoding);
    };
    switch (detected.format) {
    case dataset::FileFormat::Csv:
        //: Kind of a file
        return named(detected.dialect.delimiter == '\t' ? tr("Table with tabs") : tr("Table"));
    case dataset::FileFormat::Json:
        return named(u"JSON"_s);
    case dataset::FileFormat::JsonLines:
        //: Kind of a file: one JSON object in each line
        return named(tr("JSON lines"));
    case dataset::FileFormat::Markdown:
        return named(u"Markdown"_s);
    case dataset::FileFormat::Text:
        break;
    }
    //: Kind of a file
    return named(tr("Text"));
}

QStringList ImportPreview::typeNames() const
{
    //: What the values of a column are
    return {tr("Text"), tr("Number"), tr("Whole number"), tr("Yes or no"), tr("Date"), tr("Anything")};
}

QVariantList ImportPreview::columns() const
{
    QVariantList list;
    if (!m_preview)
        return list;
    for (const auto &field : m_schema.fields) {
        qsizetype type = std::find(kTypes.begin(), kTypes.end(), field.type) - kTypes.begin();
        QString filled;
        for (const auto &guess : m_preview->guess.columns) {
            if (guess.name != field.name)
                continue;
            //: How many values of a column are there, in the first rows of a file
            filled = guess.blank == 0
                ? tr("%1 filled").arg(app::countText(guess.filled))
                : tr("%1 filled, %2 blank").arg(app::countText(guess.filled), app::countText(guess.blank));
        }
        list.append(QVariantMap{{u"name"_s, field.name}, {u"type"_s, int(type)}, {u"filledText"_s, filled}});
    }
    return list;
}

QStringList ImportPreview::columnNames() const
{
    QStringList names;
    for (const auto &field : m_schema.fields)
        names.append(field.name);
    return names;
}

QString ImportPreview::rowsText() const
{
    if (!m_preview)
        return {};
    const QString count = app::countText(qint64(m_preview->records.size()));
    //: How much of a file was looked at before it is brought in
    return m_preview->complete ? tr("%1 records").arg(count) : tr("The first %1 records were looked at").arg(count);
}

QVariantList ImportPreview::rejects() const
{
    QVariantList list;
    if (!m_preview)
        return list;
    for (const auto &reject : m_preview->rejects) {
        if (list.size() == kShownRejects)
            break;
        list.append(QVariantMap{
            {u"place"_s, tr("Line %1").arg(app::countText(reject.line))},
            {u"reason"_s, reject.reason},
            {u"text"_s, shortened(QString::fromUtf8(reject.verbatim.data(), qsizetype(reject.verbatim.size())))}});
    }
    return list;
}

QString ImportPreview::rejectsText() const
{
    if (!m_preview || m_preview->rejects.empty())
        return {};
    const auto count = qint64(m_preview->rejects.size());
    //: Rows of a file that can't be read as records
    return count == 1 ? tr("1 row cannot be read and will be kept aside")
                      : tr("%1 rows cannot be read and will be kept aside").arg(app::countText(count));
}

int ImportPreview::columnOf(const QString &name) const
{
    for (std::size_t index = 0; index < m_schema.fields.size(); ++index) {
        if (!name.isEmpty() && m_schema.fields[index].name == name)
            return int(index);
    }
    return -1;
}

QString ImportPreview::nameOf(int column) const
{
    return column >= 0 && column < int(m_schema.fields.size()) ? m_schema.fields[std::size_t(column)].name : QString();
}

int ImportPreview::keyColumn() const
{
    return m_schema.primaryKey.isEmpty() ? -1 : columnOf(m_schema.primaryKey.first());
}

void ImportPreview::setTextColumn(int column)
{
    m_schema.textField = nameOf(column);
    Q_EMIT changed();
}

void ImportPreview::setLabelColumn(int column)
{
    m_schema.labelField = nameOf(column);
    Q_EMIT changed();
}

void ImportPreview::setKeyColumn(int column)
{
    m_schema.primaryKey = column < 0 ? QStringList() : QStringList(nameOf(column));
    Q_EMIT changed();
}

void ImportPreview::setType(int column, int type)
{
    if (m_settled || column < 0 || column >= int(m_schema.fields.size()) || type < 0 || type >= int(kTypes.size()))
        return;
    m_schema.fields[std::size_t(column)].type = kTypes[std::size_t(type)];
    Q_EMIT changed();
}

QString ImportPreview::suggestedTitle() const
{
    QString name = QFileInfo(m_path).baseName();
    name.replace(u'-', u' ').replace(u'_', u' ');
    name = name.simplified();
    return name.isEmpty() ? name : name.left(1).toUpper() + name.mid(1);
}

} // namespace datanet::app
