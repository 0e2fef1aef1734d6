#include "models/card_facts.h"

#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"
#include "models/record_media.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using dataset::CardKind;

QVariantMap cardFacts(const std::vector<RecordColumn> &columns, const dataset::Row &row,
                      const dataset::CardLayout &layout, const QString &labelField, const QString &folder)
{
    QVariantMap card;
    dataset::FieldScanner fields;
    if (!fields.load(row.body))
        return card;
    card[u"name"_s] = RecordSource::name(columns, row.body);
    QVariantList facts;
    for (const auto &column : columns) {
        const QString name = QString::fromUtf8(column.field);
        const auto *value = fields.find(base::text(column.field));
        if (name == labelField || value == nullptr || value->kind == dataset::ValueKind::Null)
            continue;
        const QString text = QString::fromUtf8(value->text.data(), qsizetype(value->text.size()));
        if (name != layout.shown) {
            if (column.field != QByteArrayView(dataset::RecordMedia::kField))
                facts.append(QVariantMap{{u"title"_s, column.title}, {u"text"_s, RecordCell::shortened(value->text)}});
            continue;
        }
        card[u"shownTitle"_s] = column.title;
        QVariantList turns;
        if (layout.kind == CardKind::Dialogue) {
            for (const auto &turn : dataset::dialogueTurns(value->raw))
                turns.append(QVariantMap{{u"who"_s, turn.who}, {u"text"_s, turn.text}});
            card[u"turns"_s] = turns;
        }
        if (turns.isEmpty() && layout.kind != CardKind::Caption)
            card[u"shown"_s] = text;
    }
    card[u"facts"_s] = facts;
    if (const auto media = dataset::RecordMedia::of(fields); media && layout.kind == CardKind::Caption)
        card[u"media"_s] = shownMedia(*media, folder, std::nullopt);
    return card;
}

} // namespace datanet::app
