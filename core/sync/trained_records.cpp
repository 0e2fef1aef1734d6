#include "sync/trained_records.h"

#include "models/model_folder.h"
#include "sync/model_registry.h"

#include <algorithm>

namespace datanet::sync {

using base::fail;
using base::Result;

namespace {

constexpr int kMostModels = 100'000;

// Nothing where it is not on this computer, or is not what was registered.
std::optional<models::ModelDescription> descriptionOf(const ListedModel &model)
{
    if (!model.entry.hasValue() || !model.status.hasValue() || model.status.value().state != chain::ModelState::Active)
        return std::nullopt;
    const ModelEntry &entry = model.entry.value();
    const auto folder = providerFolder(entry);
    if (!folder)
        return std::nullopt;
    const auto description = models::ModelFolder(*folder).description();
    if (!description || description->weightsHash() != entry.model.weightsHash
        || description->dataVersionsHash() != entry.model.dataVersionsHash)
        return std::nullopt;
    return *description;
}

bool wasTrainedOn(const models::ModelDescription &description, std::uint64_t datanet, std::uint32_t version)
{
    return std::any_of(description.versions.begin(), description.versions.end(), [&](const models::DataVersion &used) {
        return used.datanet == datanet && used.number >= version;
    });
}

} // namespace

Result<TrainedRecords> trainedRecords(const Network &network, light::Snapshot &snapshot,
                                      const std::vector<Contribution> &contributions, base::TaskContext &context)
{
    const auto page = listModels(network, snapshot, 0, kMostModels, context);
    if (!page)
        return fail(page.error());
    TrainedRecords result;
    result.level = page->count.level();
    std::vector<models::ModelDescription> descriptions;
    for (const ListedModel &model : page->models) {
        if (auto description = descriptionOf(model)) {
            result.level = chain::weaker(result.level, model.entry.level());
            descriptions.push_back(std::move(*description));
        }
    }
    result.models = descriptions.size();
    for (const Contribution &contribution : contributions) {
        if (!contribution.publishedIn || !contribution.publishedIn->hasValue() || !contribution.status.hasValue())
            continue;
        const std::uint32_t version = contribution.publishedIn->value();
        const bool trained = version != 0
            && std::any_of(descriptions.begin(), descriptions.end(), [&](const models::ModelDescription &model) {
                                 return wasTrainedOn(model, contribution.datanet(), version);
                             });
        if (!trained)
            continue;
        result.records += contribution.status.value().acceptedCount;
        result.level = chain::weaker(result.level, contribution.publishedIn->level());
    }
    return result;
}

} // namespace datanet::sync
