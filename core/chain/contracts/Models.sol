// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IModels, Model} from "./RewardTypes.sol";

/// The models: whose they are, what they were made of, what an answer costs. A model's id, owner, parent and royalty
/// never change; everything else is a new version of the same model, and the hash of every version stays provable.
contract Models is IModels {
    uint8 private constant kDeepest = 8;
    uint16 private constant kMostRoyalty = 5000;
    uint256 private constant kLongestText = 512;
    /// wei per 1,000 tokens; with 32-bit token counts no fee leaves 128 bits
    uint256 private constant kHighestPrice = type(uint96).max;

    enum State {
        None,
        Active,
        Retired // no new deposits; what is owed stays owed
    }

    /// One packed slot per model.
    struct Status {
        State state;
        uint8 depth; // ancestors
        uint16 royaltyAsked; // least royalty of models that name this one as parent from now on
        uint32 version;
        uint40 registeredAt;
        uint40 changedAt;
    }

    /// What of a model decides who is paid a royalty; never changes.
    struct Line {
        address owner;
        uint64 parent; // 0 for none
    }

    /// registered models; ids are 1 to this
    uint64 public count;
    /// keccak256(abi.encode(Model)) of the newest version
    mapping(uint64 id => bytes32) public models;
    mapping(uint64 id => Status) private _statuses;
    /// over all versions: acc = keccak256(abi.encode(acc, models(id)))
    mapping(uint64 id => bytes32) public versionAcc;
    /// owner and parent of each model
    mapping(uint64 id => Line) public lines;

    event Registered(uint64 indexed id, address indexed owner, Model model, string name, string url);
    event Updated(uint64 indexed id, uint32 version, Model model, string name, string url);
    event Retired(uint64 indexed id);
    event RoyaltyAsked(uint64 indexed id, uint16 royalty);

    error NotModelOwner(address owner);
    error WrongModel(uint64 model);
    error ModelRetired(uint64 model);
    error UnknownParent(uint64 parent);
    error TooDeep(uint8 depth);
    error RoyaltyTooHigh(uint16 most);
    error RoyaltyTooLow(uint16 asked);
    error RoyaltyWithoutParent();
    error Unchangeable(uint64 model);
    error PayeeMissing();
    error WeightsMissing();
    error PriceTooHigh(uint256 highest);
    error TextTooLong(uint256 most);

    /// Registers the caller's model. `id`, `version` and `textsHash` of the draft are filled in here.
    function register(Model calldata draft, string calldata name, string calldata url) external returns (uint64 id) {
        if (draft.owner != msg.sender) revert NotModelOwner(draft.owner);
        id = ++count;
        uint8 depth = 0;
        if (draft.parent != 0) {
            Status memory parent = _statuses[draft.parent];
            if (parent.state == State.None || draft.parent == id) revert UnknownParent(draft.parent);
            depth = parent.depth + 1;
            if (depth > kDeepest) revert TooDeep(kDeepest);
            if (draft.royalty < parent.royaltyAsked) revert RoyaltyTooLow(parent.royaltyAsked);
            if (draft.royalty > kMostRoyalty) revert RoyaltyTooHigh(kMostRoyalty);
        } else if (draft.royalty != 0) {
            revert RoyaltyWithoutParent();
        }
        uint40 time = uint40(block.timestamp);
        _statuses[id] = Status(State.Active, depth, 0, 1, time, time);
        lines[id] = Line(msg.sender, draft.parent);
        Model memory model = draft;
        (model.id, model.version) = (id, 1);
        _store(model, name, url);
        emit Registered(id, msg.sender, model, name, url);
    }

    /// A new version of a model: other weights, data, prices, payee or provider.
    function update(Model calldata next, Model calldata present, string calldata name, string calldata url) external {
        Status storage status = _requireOwn(present);
        if (
            next.id != present.id || next.parent != present.parent || next.owner != present.owner
                || next.royalty != present.royalty
        ) revert Unchangeable(present.id);
        Model memory model = next;
        model.version = ++status.version;
        status.changedAt = uint40(block.timestamp);
        _store(model, name, url);
        emit Updated(model.id, model.version, model, name, url);
    }

    /// Takes no new deposits from now on. What payers hold can be refunded, what was earned can be claimed.
    function retire(Model calldata model) external {
        Status storage status = _requireOwn(model);
        status.state = State.Retired;
        status.changedAt = uint40(block.timestamp);
        emit Retired(model.id);
    }

    /// The least royalty for models made from this one from now on.
    function ask(Model calldata model, uint16 royalty) external {
        Status storage status = _requireOwn(model);
        if (royalty > kMostRoyalty) revert RoyaltyTooHigh(kMostRoyalty);
        status.royaltyAsked = royalty;
        emit RoyaltyAsked(model.id, royalty);
    }

    /// State, depth, the royalty it asks, version and dates of a model.
    function statusOf(uint64 id) external view returns (Status memory) {
        return _statuses[id];
    }

    /// Whether a model takes deposits.
    function isActive(uint64 id) external view returns (bool) {
        return _statuses[id].state == State.Active;
    }

    function _requireOwn(Model calldata model) private view returns (Status storage status) {
        if (models[model.id] != keccak256(abi.encode(model))) revert WrongModel(model.id);
        if (model.owner != msg.sender) revert NotModelOwner(model.owner);
        status = _statuses[model.id];
        if (status.state != State.Active) revert ModelRetired(model.id);
    }

    function _store(Model memory model, string calldata name, string calldata url) private {
        if (model.payee == address(0)) revert PayeeMissing();
        if (model.weightsHash == 0) revert WeightsMissing();
        if (model.priceIn > kHighestPrice || model.priceOut > kHighestPrice) revert PriceTooHigh(kHighestPrice);
        if (bytes(name).length > kLongestText || bytes(url).length > kLongestText) revert TextTooLong(kLongestText);
        model.textsHash = keccak256(abi.encode(name, url));
        bytes32 hash = keccak256(abi.encode(model));
        models[model.id] = hash;
        versionAcc[model.id] = keccak256(abi.encode(versionAcc[model.id], hash));
    }
}
