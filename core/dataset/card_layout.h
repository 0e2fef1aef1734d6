#pragma once

#include "dataset/schema.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

// How one record is laid out for a person who labels it.
enum class CardKind : std::uint8_t {
    Form, // every field, as the schema has them
    Question, // a question is read, its answer written
    Labelled, // a text is read, a label chosen
    Dialogue, // turns are read
    Caption, // a picture or sound beside its text
};

// "form", "question", "label", "dialogue", "caption".
[[nodiscard]] QString cardKindName(CardKind kind);
[[nodiscard]] std::optional<CardKind> cardKindFromName(QStringView name);

struct CardLayout
{
    CardKind kind = CardKind::Form;
    QString shown; // the field that is read large; empty: none
    bool operator==(const CardLayout &) const = default;
};

// What fits the records: bodies are the first few of them, labelField the field that is labelled.
[[nodiscard]] CardLayout guessCardLayout(const Schema &schema, const QString &labelField,
                                         const std::vector<std::string> &bodies);

// The same for a kind that the person chose.
[[nodiscard]] QString shownField(CardKind kind, const Schema &schema, const QString &labelField,
                                 const std::vector<std::string> &bodies);

struct DialogueTurn
{
    QString who; // "" where it is not said
    QString text;
    bool operator==(const DialogueTurn &) const = default;
};
inline constexpr int kMostTurns = 200; // that are read of one record

// The turns of a value: a list of objects that name a speaker (role, speaker, from, author, name) and what was said
// (content, text, value, message, utterance), or of texts. Empty when it is something else.
[[nodiscard]] std::vector<DialogueTurn> dialogueTurns(std::string_view valueJson);

} // namespace datanet::dataset
