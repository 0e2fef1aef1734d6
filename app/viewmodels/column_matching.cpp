#include "viewmodels/column_matching.h"

#include <QVariantMap>

namespace datanet::app {

using namespace Qt::StringLiterals;
using dataset::MatchCertainty;

void ColumnMatching::begin(const QStringList &columns, const dataset::Schema &form, const QString &formTitle)
{
    m_form = form;
    m_formTitle = formTitle;
    m_columns.clear();
    for (const QString &column : columns)
        m_columns.push_back({column, column, true});
    m_matches.clear();
    for (const auto &match : dataset::suggestMatches(columns, form))
        m_matches.push_back({int(columns.indexOf(match.column)), match.certainty});
    Q_EMIT changed();
}

int ColumnMatching::fieldOf(int column) const
{
    for (std::size_t field = 0; field < m_matches.size(); ++field) {
        if (m_matches[field].column == column)
            return int(field);
    }
    return -1;
}

void ColumnMatching::choose(int field, int choice)
{
    if (field < 0 || field >= int(m_matches.size()) || choice < 0 || choice > int(m_columns.size()))
        return;
    const int column = choice - 1;
    if (const int taken = fieldOf(column); column >= 0 && taken >= 0 && taken != field)
        m_matches[std::size_t(taken)] = {};
    m_matches[std::size_t(field)] = {column, MatchCertainty::None};
    Q_EMIT changed();
}

void ColumnMatching::rename(int column, const QString &name)
{
    if (column < 0 || column >= int(m_columns.size()))
        return;
    const QString wanted = name.trimmed().normalized(QString::NormalizationForm_C);
    Column &entry = m_columns[std::size_t(column)];
    if (wanted == entry.wanted)
        return;
    entry.wanted = wanted;
    Q_EMIT changed();
}

void ColumnMatching::keep(int column, bool kept)
{
    if (column < 0 || column >= int(m_columns.size()) || m_columns[std::size_t(column)].kept == kept)
        return;
    m_columns[std::size_t(column)].kept = kept;
    Q_EMIT changed();
}

QVariantList ColumnMatching::fields() const
{
    QVariantList list;
    for (std::size_t index = 0; index < m_matches.size(); ++index) {
        const auto &field = m_form.fields[index];
        const Match &match = m_matches[index];
        QString note;
        if (match.column >= 0 && match.certainty == MatchCertainty::Certain)
            //: Beside a column that was matched to a field of a form because both have the same name
            note = tr("Same name");
        else if (match.column >= 0 && match.certainty == MatchCertainty::Likely)
            //: Beside a column that seems to be meant by a field of a form
            note = tr("Likely: please confirm");
        else if (match.column < 0 && field.constraints.required)
            //: Beside a field of a form for which no column was chosen
            note = tr("Choose a column");
        list.append(QVariantMap{{u"name"_s, field.title.isEmpty() ? field.name : field.title},
                                {u"required"_s, field.constraints.required},
                                {u"choice"_s, match.column + 1},
                                {u"sure"_s, match.column >= 0 && match.certainty != MatchCertainty::Likely},
                                {u"note"_s, note}});
    }
    return list;
}

QStringList ColumnMatching::choices() const
{
    //: No column is matched to a field of a form
    QStringList names{tr("None")};
    for (const Column &column : m_columns)
        names.append(column.name);
    return names;
}

QVariantList ColumnMatching::others() const
{
    QVariantList list;
    for (int index = 0; index < int(m_columns.size()); ++index) {
        const Column &column = m_columns[std::size_t(index)];
        if (fieldOf(index) < 0)
            list.append(QVariantMap{
                {u"column"_s, column.name}, {u"name"_s, column.wanted}, {u"kept"_s, column.kept}, {u"index"_s, index}});
    }
    return list;
}

dataset::ColumnMap ColumnMatching::map() const
{
    dataset::ColumnMap map;
    for (int index = 0; index < int(m_columns.size()); ++index) {
        const Column &column = m_columns[std::size_t(index)];
        if (const int field = fieldOf(index); field >= 0) {
            const auto &target = m_form.fields[std::size_t(field)];
            if (target.name != column.name)
                map.changes.push_back({column.name, target.name, target.type});
        } else if (!column.kept) {
            map.changes.push_back({column.name, {}, std::nullopt});
        } else if (column.wanted != column.name) {
            map.changes.push_back({column.name, column.wanted, std::nullopt});
        }
    }
    return map;
}

QString ColumnMatching::problem() const
{
    QStringList missing;
    for (std::size_t index = 0; index < m_matches.size(); ++index) {
        if (m_matches[index].column < 0 && m_form.fields[index].constraints.required)
            missing.append(m_form.fields[index].name);
    }
    if (!missing.isEmpty())
        //: Fields of a form that must be filled and for which no column was chosen
        return tr("No column was chosen for %1.").arg(missing.join(u", "_s));
    QStringList columns;
    bool any = m_columns.empty();
    for (int index = 0; index < int(m_columns.size()); ++index) {
        const Column &column = m_columns[std::size_t(index)];
        columns.append(column.name);
        const bool matched = fieldOf(index) >= 0;
        any = any || matched || column.kept;
        if (!matched && column.kept && column.wanted.isEmpty())
            //: A column whose new name was left empty
            return tr("%1 needs a name.").arg(column.name);
    }
    if (!any)
        return tr("Every column is left out.");
    // A column that is kept under the name of a field would be taken for it.
    if (const auto valid = map().validateFor(columns); !valid)
        return tr("Two columns would have the same name, or a name is too long.");
    return {};
}

} // namespace datanet::app
