#pragma once

#include "dataset/importer.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// What kind of file a person brings. Translated. Any thread.
class FileText
{
    Q_DECLARE_TR_FUNCTIONS(FileText)

public:
    // "Table, UTF-8", "Spreadsheet, sheet ...".
    [[nodiscard]] static QString format(const dataset::Detection &detected);
    // What is in a folder or archive: "12 image, 3 csv"; empty for a single file.
    [[nodiscard]] static QString contents(const dataset::Detection &detected);
};

} // namespace datanet::app
