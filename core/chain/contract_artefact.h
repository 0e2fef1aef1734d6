#pragma once

#include "base/result.h"
#include "chain/abi.h"
#include "chain/storage_layout.h"

#include <QMap>

namespace datanet::chain {

// One compiled contract as committed under resources/contracts.
struct ContractArtefact
{
    QString name;
    abi::Interface interface;
    StorageLayout layout;
    base::Bytes creationCode; // to which the encoded constructor arguments are appended

    [[nodiscard]] static base::Result<ContractArtefact> fromJson(base::ByteView json);
    // A file or Qt resource.
    [[nodiscard]] static base::Result<ContractArtefact> load(const QString &path);
};

// All contracts of the project by name. Loaded once and shared; never changed afterwards.
class ContractSet
{
public:
    // Every name of kNames must be in the folder.
    [[nodiscard]] static base::Result<ContractSet> load(const QString &folder);

    [[nodiscard]] const ContractArtefact &operator[](const QString &name) const;
    [[nodiscard]] const QMap<QString, ContractArtefact> &all() const { return m_all; }

    // What the bytes a contract reverted with mean: a sentence for the errors of these contracts and for Solidity's own
    // Error(string) and Panic(uint256); empty when unknown.
    [[nodiscard]] QString revertWords(base::ByteView data) const;

private:
    QMap<QString, ContractArtefact> m_all;
};

} // namespace datanet::chain
