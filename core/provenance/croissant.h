#pragma once

#include "dataset/described_export.h"

#include <optional>

namespace datanet::provenance {

// What Croissant says beyond what the folder says of itself: where the version came from and who vouches for it.
struct CroissantOrigin
{
    QDateTime firstVersion; // when the first version was made
    QStringList parents; // ids of the versions that this one was made from
    bool versionIsSigned = false; // the commit carries a signature
    QString signer; // fingerprint of the key that signs the folder; empty: nobody does
};

// croissant.json: MLCommons Croissant 1.1, JSON-LD with every required and recommended property that is known, a
// FileObject with SHA-256 for the records, a FileSet for media, one RecordSet "records" with a field for each column
// (but those with JSON objects or lists, which readers refuse and its description names), and the origin in PROV-O.
// Without an address of its own the data set's `url` is its identifier (swh:1:rev:...).
[[nodiscard]] base::Bytes croissantJson(const dataset::DescribedExport &described, const CroissantOrigin &origin);

} // namespace datanet::provenance
