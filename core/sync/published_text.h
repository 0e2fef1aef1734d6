#pragma once

#include "attribution/index_folder.h"
#include "attribution/text_corpus.h"
#include "base/task.h"
#include "dataset/field_scanner.h"
#include "dataset/schema.h"
#include "models/model_description.h"
#include "rewards/credit_sharing.h"
#include "sync/datanets.h"
#include "sync/network.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

// The texts of all published versions, as tracing, epochs and models see them: the same on every machine, because they
// come from mirrors that the chain confirms. A record that was taken out of a datanet stays among the texts that
// answers are traced against: models may have learned from it, and nobody else may claim it.
namespace datanet::sync {

// A published contribution. Its records have its id as their priority among all texts, but for those that it sent
// before (see replaced_contributions.h).
struct PublishedContribution
{
    std::uint64_t id = 0;
    std::uint64_t datanet = 0;
    std::uint32_t version = 0; // of the datanet: which it made
    std::uint64_t publishedAt = 0; // seconds since 1970
    base::Digest openingHash; // the id of its sources in indexes
    base::Address contributor;
    base::Address payee; // who earns for it
    base::Bytes32 recordsRoot;

    bool operator==(const PublishedContribution &) const = default;
    [[nodiscard]] attribution::Source source() const { return source(id); }
    // Of its records with this priority.
    [[nodiscard]] attribution::Source source(std::uint64_t priority) const { return {openingHash, priority}; }
};

struct PublishedSelection
{
    std::set<std::uint64_t> datanets; // empty: all
    std::optional<std::uint64_t> until; // versions published later are left out
    bool current = false; // without records that were taken out since: what a model is to be trained on
};

struct PublishedText
{
    // How the lists of versions are known, all together, and how many contributions they hold; nothing before
    // readPublished().
    std::optional<light::Proven<std::uint64_t>> known;
    std::map<std::uint64_t, PublishedContribution> contributions; // by id
    std::map<base::Digest, std::uint64_t> ids; // of the same, by the id of their sources
    std::vector<models::DataVersion> versions; // the newest of each datanet, ascending by datanet
    std::vector<attribution::IndexedSource> sources; // read() must not outlive the network
    std::vector<rewards::Correction> corrections; // among the records of these versions

    void add(const PublishedContribution &contribution);
    // The contribution that brought the records of a source. NotFound when none of these did.
    [[nodiscard]] base::Result<PublishedContribution> of(const attribution::Source &source) const;
};

// Updates the mirrors and lists what is published. Network, naming the datanet and what is missing, when a version that
// the chain has cannot be had: what follows would not be what others compute.
[[nodiscard]] base::Result<PublishedText> readPublished(const Network &network, light::Snapshot &snapshot,
                                                        const PublishedSelection &selection,
                                                        base::TaskContext &context);

// The index of these texts in the application's data folder, made as far as it is missing or damaged, with clusters.
// purpose: keeps indexes of different selections apart, a word for a folder's name.
[[nodiscard]] base::Result<attribution::TextCorpus> openCorpus(const Network &network, const PublishedText &published,
                                                               const QString &purpose, base::TaskContext &context);
// The same, but nothing that was made before is used: every text is read and indexed anew.
[[nodiscard]] base::Result<attribution::TextCorpus>
openCorpusAnew(const Network &network, const PublishedText &published, base::TaskContext &context);

// The texts of a record by which people know it.
struct RecordWords
{
    std::string heading; // the required text fields of the schema that stand before its text field, one a line
    std::string text; // the text field; without one all texts of the record in the order of their names
    bool operator==(const RecordWords &) const = default;
};
[[nodiscard]] RecordWords wordsOf(const dataset::FieldScanner &fields, const dataset::Schema &schema);
// Those of some records of a contribution as they were written, from the checked mirror, by record id. Reads through
// the version that it made. NotFound when the mirror lacks it.
[[nodiscard]] base::Result<std::map<base::Digest, RecordWords>>
readRecordWords(const Network &network, const PublishedContribution &contribution, const std::set<base::Digest> &ids,
                base::TaskContext &context);

// The text of a record that is indexed: its heading, then its text; so a term stands before its definition.
[[nodiscard]] std::string indexedText(const dataset::FieldScanner &fields, const dataset::Schema &schema);

} // namespace datanet::sync
