#pragma once

#include "base/error.h"
#include "sync/model_registry.h"

#include <QVariantList>

#include <optional>

// What the page with models shows, read at one moment: plain values, made on a worker thread.
namespace datanet::app {

struct ModelFacts
{
    // On the network, newest first. Each { id, title, state, stateText, active, version, versionText, owner,
    // ownerName, ownerIsProgram, mine, priceIn, priceOut, aside, settled (coinMap), here, royaltyAsked: percent as a
    // text, parent: { id, title, royalty }, children: [{ id, title }], records, data: [text], dataReason, hashes:
    // [hashMap], place } with trustMap().
    QVariantList models;
    // On this computer, by name. Each { name, folder, records, tokens, data: [text], datanets: [id], behind, model (0:
    // not on the network), mine, same, stateText, weights, title, parentId (0: made from none), royalty, priceIn,
    // priceOut: texts of the offer }.
    QVariantList here;
    // What can be trained on: { id, title, detail }.
    QVariantList datanets;
    std::optional<base::Error> problem; // why the network's part is missing
};

// account: whose models are "mine".
[[nodiscard]] base::Result<ModelFacts> readModelFacts(const sync::Network &network, const base::Address &account,
                                                      base::TaskContext &context);

// A title for a model whose words are not known: "Model 3".
[[nodiscard]] QString modelTitle(const sync::ListedModel &model);

} // namespace datanet::app
