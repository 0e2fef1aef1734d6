#pragma once

#include "crypto/secp256k1.h"
#include "models/evaluation.h"
#include "models/model_folder.h"
#include "sync/payout_facts.h"

#include <QString>

#include <optional>
#include <set>
#include <vector>

// Models of this computer, and models on the chain.
namespace datanet::sync {

// A model in the application's data folder: <home>/models/<name>, a models::ModelFolder.
struct LocalModel
{
    QString name;
    QString folder;
    models::ModelDescription description;
};
// Invalid for a name with other characters than letters, digits, '-' and '_'.
[[nodiscard]] base::Result<QString> modelFolderOf(const Home &home, const QString &name);
[[nodiscard]] base::Result<std::vector<LocalModel>> localModels(const Home &home); // ascending by name
[[nodiscard]] base::Result<LocalModel> localModel(const Home &home, const QString &name); // NotFound

// Trains a model of all published versions of these datanets, or brings it up to the newest ones: a new version costs
// its own size.
[[nodiscard]] base::Result<LocalModel> trainModel(const Network &network, const QString &name,
                                                  const std::set<std::uint64_t> &datanets, const QString &program,
                                                  base::TaskContext &context);

// How well the data of a model foretells records of its kind: the twentieth part that the seed chooses, copies of one
// record staying on one side, is foretold from all others.
[[nodiscard]] base::Result<models::Evaluation> evaluateModel(const LocalModel &model, std::uint64_t seed,
                                                             base::TaskContext &context);

// A model as the chain knows it.
struct ListedModel
{
    std::uint64_t id = 0;
    light::Proven<ModelEntry> entry;
    light::Proven<chain::ModelStatus> status;
    light::Proven<chain::EpochClock> clock;
    light::Proven<chain::Holding> holding;
};
struct ModelPage
{
    light::Proven<std::uint64_t> count; // of all that were ever registered
    std::vector<ListedModel> models;
};
[[nodiscard]] base::Result<ModelPage> listModels(const Network &network, light::Snapshot &snapshot,
                                                 std::uint64_t afterId, int limit, base::TaskContext &context);
[[nodiscard]] base::Result<ListedModel> showModel(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                                                  base::TaskContext &context);

struct ModelOffer
{
    QString title;
    base::Uint256 priceIn; // wei per 1,000 tokens
    base::Uint256 priceOut;
    // The model on chain that it is made from, and the part of its own share of every answer, in basis points, that
    // goes to that model's owner. Fixed at the first registration; 0: made from none (or, later, as it is on chain).
    std::uint64_t parent = 0;
    std::uint16_t royalty = 0;
};
struct ModelRegistration
{
    std::uint64_t id = 0;
    std::uint32_t version = 0;
    bool changed = false; // false: the chain said all of this already
};
// Registers a model of this computer with its hashes and data versions, or brings the registration up to date: a model
// of this account from the same folder is the same model, so a call that was killed is simply made again. What is on
// chain as its place is the folder, where those who share this computer find it. Denied where another parent or royalty
// is named than the one it was registered with.
[[nodiscard]] base::Result<ModelRegistration> registerModel(const Network &network, const LocalModel &model,
                                                            const ModelOffer &offer, const crypto::SecretKey &key,
                                                            base::TaskContext &context);

// What models that are made from this one pass on at least, from now on: basis points of their share. The account is
// its owner.
base::Status askRoyalty(const Network &network, std::uint64_t id, std::uint16_t royalty, const crypto::SecretKey &key,
                        base::TaskContext &context);

// The folder of a registered model's provider. NotFound when it is not on this computer.
[[nodiscard]] base::Result<QString> providerFolder(const ModelEntry &entry);
// Opens it and checks that it is what was registered; Corrupt when it is not.
[[nodiscard]] base::Result<models::NgramModel> openRegistered(const ModelEntry &entry, base::TaskContext &context);

// Questions about the newest records of a model: the beginnings of their texts, each another record. Deterministic.
[[nodiscard]] std::vector<QString> questionsFor(const models::NgramModel &model, int count, std::uint64_t seed);
// What records are about: the headings (RecordWords) of records that have one, each another record. First come those of
// the sources named, then the newest. Deterministic.
[[nodiscard]] std::vector<QString> topicsOf(const models::NgramModel &model, int count, std::uint64_t seed,
                                            const std::set<base::Digest> &preferred);

} // namespace datanet::sync
