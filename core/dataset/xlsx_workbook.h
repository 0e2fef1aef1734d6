#pragma once

#include "dataset/file_reader.h"
#include "dataset/sheet_date.h"
#include "dataset/zip_package.h"

#include <QStringList>

#include <vector>

namespace datanet::dataset {

// What an Excel workbook (ECMA-376, SpreadsheetML) says before its rows are read.
struct XlsxWorkbook
{
    struct Sheet
    {
        QString name;
        QString part;
        bool hidden = false;
    };
    ZipPackage package;
    std::vector<Sheet> sheets;
    QString texts; // the part with the shared texts; "" without
    bool since1904 = false;
    std::vector<SheetMoment> styles;

    [[nodiscard]] QStringList names() const
    {
        QStringList list;
        for (const Sheet &sheet : sheets)
            list.append(sheet.name);
        return list;
    }
};

// Fails as ZipPackage does; Invalid without a sheet that can hold rows.
[[nodiscard]] base::Result<XlsxWorkbook> openWorkbook(const InputFile &file);

} // namespace datanet::dataset
