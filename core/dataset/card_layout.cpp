#include "dataset/card_layout.h"

#include "dataset/field_scanner.h"
#include "dataset/kept_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace datanet::dataset {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kNames{std::pair{CardKind::Form, "form"}, std::pair{CardKind::Question, "question"},
                            std::pair{CardKind::Labelled, "label"}, std::pair{CardKind::Dialogue, "dialogue"},
                            std::pair{CardKind::Caption, "caption"}};

QString fieldNamed(const Schema &schema, const QStringList &names)
{
    for (const QString &name : names) {
        for (const Field &field : schema.fields) {
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                return field.name;
        }
    }
    return {};
}

QString questionField(const Schema &schema)
{
    return fieldNamed(schema, {u"question"_s, u"prompt"_s, u"instruction"_s, u"input"_s});
}

QString answerField(const Schema &schema)
{
    return fieldNamed(schema, {u"answer"_s, u"response"_s, u"output"_s, u"completion"_s});
}

QString dialogueField(const std::vector<std::string> &bodies)
{
    FieldScanner fields;
    for (const std::string &body : bodies) {
        if (!fields.load(body))
            continue;
        for (const auto &field : fields.fields()) {
            const auto turns = field.kind == ValueKind::Array ? dialogueTurns(field.raw) : std::vector<DialogueTurn>();
            // A plain list of texts may be anything.
            if (turns.size() >= 2 && !turns.front().who.isEmpty())
                return QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
        }
    }
    return {};
}

bool hasMedia(const std::vector<std::string> &bodies)
{
    FieldScanner fields;
    for (const std::string &body : bodies) {
        const auto media = fields.load(body) ? RecordMedia::of(fields) : std::nullopt;
        if (media && media->kind != RecordMedia::Kind::Other)
            return true;
    }
    return false;
}

// What is read before a label is chosen: the text, else the field with the longest texts.
QString fieldToRead(const Schema &schema, const QString &labelField, const std::vector<std::string> &bodies)
{
    if (!schema.textField.isEmpty() && schema.textField != labelField)
        return schema.textField;
    QString best;
    std::size_t most = 0;
    FieldScanner fields;
    for (const Field &field : schema.fields) {
        if (field.name == labelField || schema.primaryKey.contains(field.name))
            continue;
        std::size_t length = 0;
        const std::string name = field.name.toStdString();
        for (const std::string &body : bodies) {
            if (const auto text = fields.load(body) ? fields.string(name) : std::nullopt)
                length += text->size();
        }
        if (length > most) {
            most = length;
            best = field.name;
        }
    }
    return best;
}

QString textMember(const QJsonObject &object, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        const QJsonValue value = object.value(QLatin1String(name));
        if (value.isString())
            return value.toString();
    }
    return {};
}

} // namespace

QString cardKindName(CardKind kind)
{
    for (const auto &[each, name] : kNames) {
        if (each == kind)
            return QLatin1String(name);
    }
    return {};
}

std::optional<CardKind> cardKindFromName(QStringView name)
{
    for (const auto &[each, word] : kNames) {
        if (name == QLatin1String(word))
            return each;
    }
    return std::nullopt;
}

QString shownField(CardKind kind, const Schema &schema, const QString &labelField,
                   const std::vector<std::string> &bodies)
{
    switch (kind) {
    case CardKind::Form:
        return {};
    case CardKind::Question:
        if (const QString question = questionField(schema); !question.isEmpty() && question != labelField)
            return question;
        break;
    case CardKind::Dialogue:
        return dialogueField(bodies);
    case CardKind::Caption:
        return QString::fromUtf8(RecordMedia::kField.data(), qsizetype(RecordMedia::kField.size()));
    case CardKind::Labelled:
        break;
    }
    return fieldToRead(schema, labelField, bodies);
}

CardLayout guessCardLayout(const Schema &schema, const QString &labelField, const std::vector<std::string> &bodies)
{
    CardKind kind = CardKind::Form;
    const Field *label = schema.find(labelField);
    const bool chosen = label != nullptr && !label->constraints.allowed.isEmpty();
    if (hasMedia(bodies))
        kind = CardKind::Caption;
    else if (!dialogueField(bodies).isEmpty())
        kind = CardKind::Dialogue;
    else if (!chosen && !questionField(schema).isEmpty() && !answerField(schema).isEmpty()
             && (labelField.isEmpty() || labelField == answerField(schema)))
        kind = CardKind::Question;
    else if (label != nullptr && (chosen || labelField == schema.labelField)
             && !fieldToRead(schema, labelField, bodies).isEmpty())
        kind = CardKind::Labelled;
    return {kind, shownField(kind, schema, labelField, bodies)};
}

std::vector<DialogueTurn> dialogueTurns(std::string_view valueJson)
{
    const auto document = QJsonDocument::fromJson(QByteArray(valueJson.data(), qsizetype(valueJson.size())));
    std::vector<DialogueTurn> turns;
    for (const QJsonValue &value : document.array()) {
        if (turns.size() == std::size_t(kMostTurns))
            break;
        DialogueTurn turn;
        if (value.isString()) {
            turn.text = value.toString();
        } else {
            const QJsonObject object = value.toObject();
            turn.who = textMember(object, {"role", "speaker", "from", "author", "name"});
            turn.text = textMember(object, {"content", "text", "value", "message", "utterance"});
        }
        if (turn.text.isEmpty())
            return {};
        turns.push_back(std::move(turn));
    }
    return turns;
}

} // namespace datanet::dataset
