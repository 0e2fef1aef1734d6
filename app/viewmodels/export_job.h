#pragma once

#include "base/result.h"
#include "base/task.h"

#include <QString>
#include <QStringList>

namespace datanet::app {

// One export, as the sheet asks for it; see Exporting::write.
struct ExportJob
{
    QString folder; // of the data set
    QString home; // the application's data folder, with the key that signs
    QString kind;
    QString target; // file or folder to make
    QString version;
    QString address;
};

struct ExportOutcome
{
    qint64 records = 0;
    qint64 files = 0; // for OpenLedger
    int days = 0;
    qint64 leftOut = 0;
    qint64 inexact = 0; // values that a table cannot carry
    QStringList notes; // English, from core
};

// Worker thread.
[[nodiscard]] base::Result<ExportOutcome> runExport(const ExportJob &job, base::TaskContext &context);

// A name in `parent` that is free: "name", "name-2", ...
[[nodiscard]] QString freePath(const QString &parent, const QString &name);

} // namespace datanet::app
