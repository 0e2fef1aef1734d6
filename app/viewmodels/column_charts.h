#pragma once

#include "dataset/statistics.h"
#include "models/record_source.h"

#include <QString>
#include <QVariantMap>

#include <vector>

namespace datanet::app {

// The small chart above a column: how its values are spread, and the expression behind each bar.
struct ColumnChart
{
    struct Bar
    {
        QString name; // "1945 to 1949", "noun"
        qint64 count = 0;
        QString condition; // finds these records; empty: can't be asked for
        QString brief = {}; // of the name, for the panel; empty: all of it
    };

    QString field;
    QString title;
    bool parts = false; // shares of the whole, rather than heights
    std::vector<Bar> bars;
    QString summary; // "1945 to 2018", "3 kinds"
    // For the panel: what else is known, each with its number.
    std::vector<std::pair<QString, QString>> facts;
    qint64 records = 0;

    // For QML: { field, title, parts, bins, binNames, rows, summary, facts, selectedBin }; rows are the bars that stand
    // for any record, each { bar, label, value, share }.
    [[nodiscard]] QVariantMap toMap(int selectedBar) const;
};

// One for each column of the table, in its order. like: of all records, where these are about some of them: what is
// shown as kinds, numbers or lengths stays so.
[[nodiscard]] std::vector<ColumnChart> chartsOf(const dataset::Statistics &statistics,
                                                const std::vector<RecordColumn> &columns,
                                                const std::vector<ColumnChart> &like = {});

} // namespace datanet::app
