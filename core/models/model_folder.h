#pragma once

#include "attribution/index_folder.h"
#include "models/ngram_model.h"

namespace datanet::models {

// A model in a folder: model.json (ModelDescription), texts/<digest>.texts (RecordTexts) and index/
// (attribution::IndexFolder). The index can be made again from the texts; the texts are the model. A kill at any
// instant leaves the old model or the new one. One process at a time (a lock file sees to it); another one waits for
// two minutes.
class ModelFolder
{
public:
    struct TrainOptions
    {
        std::vector<DataVersion> versions; // that the sources belong to, for the chain
        std::uint32_t longestContext = NgramParameters{}.longestContext;
        std::uint32_t strength = 0; // 0: the one that foretells left-out records best
        std::uint64_t seed = 1;
        QString program; // name and version of what trains
        int threads = 2;
    };
    struct Training
    {
        NgramModel model;
        std::int64_t readBytes = 0; // of texts of sources that were not there before
        int builtShards = 0;
    };

    explicit ModelFolder(QString folder) : m_folder(std::move(folder)) { }

    // Makes the folder hold a model of exactly these sources. A source (id and priority) that the folder's model has
    // already is not read again. Errors of read() are passed on, Conflict when a source is named twice or somebody
    // stays at work here; then the model is as it was. Invalid without any record.
    [[nodiscard]] base::Result<Training> train(const std::vector<attribution::IndexedSource> &sources,
                                               const TrainOptions &options, base::TaskContext &task) const;

    // Opens the model and checks all of it: description, digests of texts, the index's tokens and their order. A
    // missing, damaged or wrong index is built again. NotFound without a model, Corrupt when a text is missing or
    // damaged, Conflict while somebody stays at work here.
    [[nodiscard]] base::Result<NgramModel> load(int threads, base::TaskContext &task) const;

    // model.json alone: what it is made of, unverified. NotFound, Corrupt.
    [[nodiscard]] base::Result<ModelDescription> description() const;

private:
    QString m_folder;
};

} // namespace datanet::models
