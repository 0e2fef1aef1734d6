#pragma once

#include "curation/accepted_index.h"

#include <QString>

#include <cstdint>
#include <functional>

namespace datanet::curation {

// The index of a datanet's accepted records on disk, so that opening it costs no shingling: files FIRST-LAST.accepted,
// each with the records of these published versions. Nothing in them is the truth: what is damaged, of another edition
// or of other versions is removed and made again from the mirror. Neighbours of like size become one, so that there are
// few. Several processes may use one folder: a file is written whole or not at all, and the same by everyone.
class AcceptedFolder
{
public:
    // What versions first to last consist of: their commits, the datanet, the field that is compared.
    using Basis = std::function<base::Digest(std::uint32_t first, std::uint32_t last)>;

    AcceptedFolder(QString path, Basis basis) : m_path(std::move(path)), m_basis(std::move(basis)) { }

    // Appends what there is of versions 1 to newest, without gaps. Returns the last version that is in.
    std::uint32_t load(AcceptedIndex &index, std::uint32_t newest);
    // Moves what was added, all of versions first to last, into a file. Where nothing can be written it stays in
    // memory.
    void keep(AcceptedIndex &index, std::uint32_t first, std::uint32_t last);

private:
    struct File
    {
        QString name;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };
    [[nodiscard]] std::vector<File> files() const;
    [[nodiscard]] QString pathOf(std::uint32_t first, std::uint32_t last) const;
    void joinNeighbours();

    QString m_path;
    Basis m_basis;
};

} // namespace datanet::curation
