#include "viewmodels/import_preview.h"

#include "dataset/field_scanner.h"
#include "format/amount_text.h"
#include "format/file_text.h"
#include "format/licence_text.h"
#include "sync/preflight.h"
#include "viewmodels/data_set_making.h"

#include <QDir>
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

ImportPreview::ImportPreview(Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    connect(&m_matching, &ColumnMatching::changed, this, [this] {
        if (m_preview)
            lookAgain();
    });
}

void ImportPreview::open(const QStringList &paths, const std::optional<dataset::Schema> &schema,
                         const QString &setTitle)
{
    clear();
    m_paths = paths;
    m_settled = schema && !schema->fields.empty();
    m_settledForm = m_settled ? *schema : dataset::Schema();
    m_setTitle = m_settled ? setTitle : QString();
    read();
}

// As the files themselves have it: what their columns are called, and of what kind they seem to be.
void ImportPreview::read()
{
    ++m_look;
    auto task = m_services.run<dataset::Preview>(
        m_services.computation(),
        [paths = m_paths, told = m_told](base::TaskContext &) { return previewFiles(paths, told); });
    m_reading.start(task, [this](dataset::Preview preview) {
        m_schema = preview.guess.schema;
        m_schema.primaryKey.clear(); // a guessed key would refuse rows: it is the person's decision
        m_rejects = preview.rejects;
        m_preview = std::move(preview);
        showRows();
        m_matching.begin(columnNames(), m_matching.hasForm() ? m_matching.form() : m_settledForm, m_setTitle);
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void ImportPreview::clear()
{
    m_reading.cancel();
    m_asking.cancel();
    ++m_look;
    m_preview.reset();
    m_schema = {};
    m_rows.clear();
    m_rejects.clear();
    m_paths.clear();
    m_setTitle.clear();
    m_told = {};
    m_settled = false;
    m_settledForm = {};
    m_datanet = 0;
    m_datanetTitle.clear();
    m_suggestion.clear();
    m_matching.clear();
    Q_EMIT changed();
}

// Which rows would be refused, with the columns as they are matched now.
void ImportPreview::lookAgain()
{
    const quint64 look = ++m_look;
    if (!m_matching.problem().isEmpty() || (!m_matching.hasForm() && !m_matching.isDifferent()))
        return;
    dataset::ImportOptions asMatched = options();
    asMatched.schema = schema();
    auto task =
        m_services.run<dataset::Preview>(m_services.computation(), [paths = m_paths, asMatched](base::TaskContext &) {
            return previewFiles(paths, asMatched);
        });
    base::whenDone(task, this, [this, look](const base::Result<dataset::Preview> &preview) {
        if (look != m_look || !preview)
            return; // what stands in the way of it all is said when it is brought in
        m_rejects = preview->rejects;
        Q_EMIT changed();
    });
}

dataset::ImportOptions ImportPreview::options() const
{
    dataset::ImportOptions result = m_told;
    result.columns = m_matching.map();
    return result;
}

dataset::Schema ImportPreview::schema() const
{
    const auto map = m_matching.map();
    return m_matching.hasForm() ? dataset::matchedSchema(m_schema, map, m_matching.form()) : map.applied(m_schema);
}

void ImportPreview::matchDatanet(quint64 datanet, const QString &title)
{
    if (!m_preview || m_settled)
        return;
    m_asking.cancel();
    m_datanet = datanet;
    m_datanetTitle = title;
    m_suggestion.clear();
    Q_EMIT changed();
    if (datanet == 0) {
        m_matching.begin(columnNames(), {}, {});
        return;
    }
    auto task = m_services.run<curation::DatanetRules>(
        m_services.networkLane(),
        [&services = m_services, datanet](base::TaskContext &context) -> base::Result<curation::DatanetRules> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            return sync::datanetRules(**network, datanet, context);
        });
    m_asking.start(task, [this](const curation::DatanetRules &rules) {
        m_matching.begin(columnNames(), rules.schema, m_datanetTitle);
        Q_EMIT changed();
    });
}

void ImportPreview::suggestAmong(const QVariantList &datanets)
{
    if (!m_preview || m_settled || m_datanet != 0 || !m_suggestion.isEmpty())
        return;
    constexpr qsizetype kMost = 8; // rules have to be fetched
    auto task = m_services.run<QVariantMap>(
        m_services.networkLane(),
        [&services = m_services, columns = columnNames(),
         list = datanets.mid(0, kMost)](base::TaskContext &context) -> base::Result<QVariantMap> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            for (const QVariant &entry : list) {
                const QVariantMap map = entry.toMap();
                const auto rules = sync::datanetRules(**network, map.value(u"id"_s).toULongLong(), context);
                if (!rules || rules->schema.fields.empty())
                    continue;
                const auto matches = dataset::suggestMatches(columns, rules->schema);
                bool all = true;
                for (std::size_t index = 0; index < matches.size(); ++index)
                    all =
                        all && (!matches[index].column.isEmpty() || !rules->schema.fields[index].constraints.required);
                if (all)
                    return QVariantMap{
                        {u"id"_s, map.value(u"id"_s)},
                        {u"name"_s, map.value(u"name"_s)},
                        {u"rules"_s, rules->rules},
                        {u"licencesText"_s,
                         licenceList(rules->licences.isEmpty() ? QStringList{rules->licence} : rules->licences)}};
            }
            return QVariantMap();
        });
    base::whenDone(task, this, [this, paths = m_paths](const base::Result<QVariantMap> &found) {
        if (!found || paths != m_paths || m_datanet != 0)
            return;
        m_suggestion = *found;
        Q_EMIT changed();
    });
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
    const QString first = QFileInfo(QDir::cleanPath(m_paths.value(0))).fileName();
    if (m_paths.size() < 2)
        return first;
    //: Several files: the name of the first, and how many there are besides
    return tr("%1 and %2 more").arg(first, app::countText(m_paths.size() - 1));
}

QString ImportPreview::formatText() const
{
    return m_preview ? FileText::format(m_preview->detected) : QString();
}

QString ImportPreview::contentsText() const
{
    return m_preview ? FileText::contents(m_preview->detected) : QString();
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
    if (m_preview->complete && m_preview->records.size() == 1)
        return tr("1 record");
    return m_preview->complete ? tr("%1 records").arg(count) : tr("The first %1 records were looked at").arg(count);
}

QString ImportPreview::placeOf(const dataset::Preview::Reject &reject)
{
    if (reject.line == 0)
        return reject.source.isEmpty() ? tr("The file") : reject.source;
    const QString line = tr("Line %1").arg(app::countText(reject.line));
    //: A place in one of several files: its name, then "Line 3"
    return reject.source.isEmpty() ? line : tr("%1, %2").arg(reject.source, line);
}

QVariantList ImportPreview::rejects() const
{
    QVariantList list;
    if (!m_preview)
        return list;
    for (const auto &reject : m_rejects) {
        if (list.size() == kShownRejects)
            break;
        list.append(QVariantMap{
            {u"place"_s, placeOf(reject)},
            {u"reason"_s, reject.reason},
            {u"text"_s, shortened(QString::fromUtf8(reject.verbatim.data(), qsizetype(reject.verbatim.size())))}});
    }
    return list;
}

QString ImportPreview::rejectsText() const
{
    if (!m_preview || m_rejects.empty())
        return {};
    const auto count = qint64(m_rejects.size());
    if (m_preview->damaged > 0 && m_paths.size() == 1 && m_preview->detected.contents.empty())
        return tr("This file is damaged or cut off. What can be read comes in; the rest is missing");
    //: Rows of a file that can't be read as records
    if (isTable() && m_paths.size() == 1)
        return count == 1 ? tr("1 row cannot be read and will be kept aside")
                          : tr("%1 rows cannot be read and will be kept aside").arg(app::countText(count));
    //: Parts of documents, or files of a folder, that do not become records
    return count == 1 ? tr("1 part will be left aside") : tr("%1 parts will be left aside").arg(app::countText(count));
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
    lookAgain();
    Q_EMIT changed();
}

QString ImportPreview::suggestedTitle() const
{
    QString name = QFileInfo(QDir::cleanPath(m_paths.value(0))).baseName();
    name.replace(u'-', u' ').replace(u'_', u' ');
    name = name.simplified();
    return name.isEmpty() ? name : name.left(1).toUpper() + name.mid(1);
}

} // namespace datanet::app
