#pragma once

#include "base/error.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// An error as a person reads it: what failed, what is safe, what to do. Translated, except for details that come from
// a file, a server or a contract.
struct ErrorText
{
    QString title; // "The network did not answer"
    QString detail; // what exactly, with place and reason
    QString advice; // what is safe and what to do next
};

class ErrorSentences
{
    Q_DECLARE_TR_FUNCTIONS(ErrorSentences)

public:
    [[nodiscard]] static ErrorText of(const base::Error &error);
    // As a sentence begins.
    [[nodiscard]] static QString sentence(const QString &words);

private:
    // A command for the terminal is said to be one.
    [[nodiscard]] static QString hint(const QString &words);
};

} // namespace datanet::app
