#pragma once

#include "dataset/card_layout.h"
#include "dataset/row.h"
#include "models/record_source.h"

#include <QVariantMap>

#include <vector>

namespace datanet::app {

// A record as a card draws it, without its label: { name, shown, shownTitle, turns: [{ who, text }], media, facts:
// [{ title, text }] }. folder: of the data set, for pictures and sounds. Empty for a body that is no record.
[[nodiscard]] QVariantMap cardFacts(const std::vector<RecordColumn> &columns, const dataset::Row &row,
                                    const dataset::CardLayout &layout, const QString &labelField,
                                    const QString &folder);

} // namespace datanet::app
