#pragma once

#include "base/task.h"
#include "curation/run_checks.h"
#include "dataset/metadata.h"
#include "light/reader.h"
#include "sync/datanets.h"
#include "sync/found_corrections.h"
#include "sync/network.h"
#include "versioning/repository.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace datanet::sync {

// What the newest version of a data set would add to a datanet, checked as reviewers check it.
struct SubmissionContent
{
    versioning::CommitId version;
    dataset::Metadata metadata;
    std::uint32_t baseVersion = 0; // of the datanet: its records are not sent again
    base::Digest termsHash; // of the rules it was checked by, which are the newest
    QString publishedLicence; // SPDX, of what the datanet publishes, as these rules say
    std::vector<base::Digest> records; // ids to send, ascending: position -> record id
    std::int64_t already = 0; // records of the version that the datanet has
    QStringList examples; // of the first few records, in the order of the version
    std::vector<FoundCorrection> corrections; // published records that it takes out; none unless it corrects
    curation::Report report;
};

// Reads the version from git, not the working copy; writes nothing but the mirror of the datanet. NotFound without a
// data set, Invalid without a version; Network when published versions cannot be had, as records would be sent twice.
// corrects: what the version lacks of the published one that it goes back to is to be taken out (findCorrections()).
[[nodiscard]] base::Result<SubmissionContent> readContent(const Network &network, light::Snapshot &snapshot,
                                                          const Datanet &datanet, const QString &folder,
                                                          base::TaskContext &context, bool corrects = false);

} // namespace datanet::sync
