#pragma once

#include "base/result.h"
#include "chain/abi.h"
#include "chain/storage_layout.h"

#include <QMap>

#include <array>

namespace datanet::chain {

// One compiled contract as committed under resources/contracts. Those below resources/contracts/openledger are others':
// they have no code here.
struct ContractArtefact
{
    QString name;
    abi::Interface interface;
    StorageLayout layout;
    base::Bytes creationCode; // to which the encoded constructor arguments are appended
    base::Bytes runtimeCode; // with zeros where a deployment puts its immutable values
    std::vector<std::pair<qsizetype, qsizetype>> immutables; // start and length of those places

    [[nodiscard]] static base::Result<ContractArtefact> fromJson(base::ByteView json);
    // A file or Qt resource.
    [[nodiscard]] static base::Result<ContractArtefact> load(const QString &path);

    // Whether this code of a deployed contract is this contract's, whatever its immutable values.
    [[nodiscard]] bool isCode(base::ByteView deployed) const;
};

// All contracts of the project by name. Loaded once and shared; never changed afterwards.
class ContractSet
{
public:
    // In the order of deployment.
    static constexpr std::array<QStringView, 13> kNames{
        u"Parameters",  u"Stakes",  u"Datanets", u"Contributions", u"Reviews",  u"Models",      u"Inference",
        u"Attribution", u"Rewards", u"Jury",     u"GOpen",         u"Timelock", u"OpenGovernor"};

    // Every one of kNames must be in the folder (or Qt resource folder) as NAME.json, and every one of
    // kPublishedContracts as openledger/NAME.json.
    [[nodiscard]] static base::Result<ContractSet> load(const QString &folder);

    // name: one of kNames or kPublishedContracts.
    [[nodiscard]] const ContractArtefact &operator[](QStringView name) const;

    // What the bytes a contract reverted with mean: a sentence for the errors of these contracts and for Solidity's own
    // Error(string) and Panic(uint256); empty when unknown.
    [[nodiscard]] QString revertWords(base::ByteView data) const;

private:
    QMap<QString, ContractArtefact> m_all;
};

} // namespace datanet::chain
