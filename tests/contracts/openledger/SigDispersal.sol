// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

interface IToken {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// Pays from a vault whatever one key signed: once per batch and account.
contract SigDispersal {
    address public signer;
    address public vault;
    bool public active;
    address public token;
    mapping(bytes32 batch => mapping(address account => uint256)) public claimed; // block number
    mapping(bytes32 batch => bool) public batchEnabled;
    mapping(bytes32 batch => uint256) public batchFee;

    address private immutable _admin;

    event AirdropClaimed(bytes32 indexed batch, address indexed account, uint256 amount);
    event VaultSet(address indexed vault);
    event TokenSet(address indexed token);
    event BatchEnabled(bytes32 indexed root, bool enabled);
    event BatchFeeSet(bytes32 indexed root, uint256 fee);

    error AlreadyClaimed();
    error InvalidSignature();
    error NotActive();
    error ZeroAddress();
    error ETHTransferFailed();
    error BatchNotEnabled();
    error MismatchedFee();
    error SignerNotSet();
    error Unauthorized();
    error SafeERC20FailedOperation(address token);

    constructor(address signer_, address admin_, address vault_) {
        signer = signer_;
        _admin = admin_;
        vault = vault_;
    }

    modifier onlyAdmin() {
        if (msg.sender != _admin) revert Unauthorized();
        _;
    }

    function setSigner(address signer_) external onlyAdmin {
        signer = signer_;
    }

    function setVault(address vault_) external onlyAdmin {
        vault = vault_;
        emit VaultSet(vault_);
    }

    function toggleActive() external onlyAdmin {
        active = !active;
    }

    function setToken(address token_) external onlyAdmin {
        token = token_;
        emit TokenSet(token_);
    }

    function setBatchEnabled(bytes32 root, bool enabled) external onlyAdmin {
        batchEnabled[root] = enabled;
        emit BatchEnabled(root, enabled);
    }

    function setBatchFee(bytes32 root, uint256 fee) external onlyAdmin {
        batchFee[root] = fee;
        emit BatchFeeSet(root, fee);
    }

    function withdrawFees() external onlyAdmin {
        (bool sent,) = msg.sender.call{value: address(this).balance}("");
        if (!sent) revert ETHTransferFailed();
    }

    function claim(bytes calldata signature, bytes32 batch, uint256 amount, address onBehalfOf) external payable {
        if (!active) revert NotActive();
        if (!batchEnabled[batch]) revert BatchNotEnabled();
        if (batchFee[batch] != msg.value) revert MismatchedFee();
        if (claimed[batch][onBehalfOf] != 0) revert AlreadyClaimed();
        if (signature.length != 65) revert InvalidSignature();
        if (signer == address(0)) revert SignerNotSet();
        bytes32 inner = keccak256(abi.encodePacked(onBehalfOf, amount, batch, address(this), block.chainid));
        bytes32 digest = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", inner));
        bytes32 r = bytes32(signature[:32]);
        bytes32 s = bytes32(signature[32:64]);
        if (ecrecover(digest, uint8(signature[64]), r, s) != signer) revert InvalidSignature();
        claimed[batch][onBehalfOf] = block.number;
        (bool sent, bytes memory answer) =
            token.call(abi.encodeCall(IToken.transferFrom, (vault, onBehalfOf, amount)));
        if (!sent || (answer.length != 0 && !abi.decode(answer, (bool)))) revert SafeERC20FailedOperation(token);
        emit AirdropClaimed(batch, onBehalfOf, amount);
    }
}
