// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

interface IStakedToken {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

struct Stake {
    address recipient;
    uint256 configId;
    uint256 updatedAt;
    uint256 amount;
    uint256 startTime;
    uint256 principal;
}

struct StakeConfig {
    address bank;
    address manager;
    address token;
    uint256 interestRate; // a year, 1e18 = 100 %
    uint256 stakeDuration;
    uint256 cooldownDuration;
    uint256 maxStake;
    uint256 minStake;
    bool isActive;
    bool isTopupEnabled;
    bool isPublic;
}

struct UnstakeRequest {
    uint256 requestAt;
    Stake stake;
}

/// Tokens locked for continuous interest; principal and interest are both paid by the config's bank.
contract Staking {
    mapping(uint256 id => Stake) public stakes;
    mapping(uint256 id => bytes) public stakeCommitments;
    uint256 public nextStakeId;
    mapping(uint256 id => UnstakeRequest) public unstakeRequests;
    mapping(uint256 id => StakeConfig) public configs;
    mapping(uint256 configId => mapping(address recipient => uint256)) public stakedAmounts;
    mapping(bytes32 digest => bool) public replayGuard;

    address private immutable _bank;

    event Staked(uint256 indexed stakingId, address indexed recipient, uint256 indexed amount);
    event ToppedUp(uint256 indexed stakingId, address indexed recipient, uint256 amount);
    event Unstaked(uint256 indexed stakingId, address indexed recipient);
    event RequestUnstake(uint256 indexed stakingId, address indexed recipient);
    event ConfigSet(uint256 indexed configId);
    event ConfigCreated(uint256 indexed configId);
    event CommitStake(uint256 indexed stakingId, bytes commitment);

    error InactiveConfigOrInvalidSender();
    error StakeNotFound();
    error UnstakeRequestNotFound();
    error CooldownNotPassed();
    error ZeroAmount();
    error StakeNotEnded();
    error StakeEnded();
    error StakeAmountExceeded();
    error StakeAmountTooSmall();
    error MismatchedRecipient();
    error InvalidCommitment();
    error SignatureReplayed();
    error ArithmeticOverflow();
    error Unauthorized();
    error ExpOverflow();
    error SafeERC20FailedOperation(address token);

    constructor(address bank_) {
        _bank = bank_;
    }

    function setConfig(uint256 configId, StakeConfig calldata config) external {
        if (msg.sender != _bank) revert Unauthorized();
        bool isNew = configs[configId].bank == address(0);
        configs[configId] = config;
        configs[configId].bank = msg.sender;
        if (isNew) emit ConfigCreated(configId);
        else emit ConfigSet(configId);
    }

    function stake(uint256 configId, address onBehalfOf, uint256 amount) external {
        if (amount == 0) revert ZeroAmount();
        StakeConfig storage config = configs[configId];
        if (!config.isActive || !config.isPublic) revert InactiveConfigOrInvalidSender();
        _move(config.token, msg.sender, config.bank, amount);
        uint256 id = nextStakeId++;
        stakes[id] = Stake(onBehalfOf, configId, block.timestamp, amount, block.timestamp, amount);
        uint256 total = stakedAmounts[configId][onBehalfOf] + amount;
        if (total < config.minStake) revert StakeAmountTooSmall();
        if (total > config.maxStake) revert StakeAmountExceeded();
        stakedAmounts[configId][onBehalfOf] = total;
        emit Staked(id, onBehalfOf, amount);
    }

    function topUpStake(uint256 stakingId, uint256 amount) external {
        if (amount == 0) revert ZeroAmount();
        Stake storage held = stakes[stakingId];
        StakeConfig storage config = configs[held.configId];
        if (held.amount == 0 || held.recipient != msg.sender || !config.isTopupEnabled) {
            revert InactiveConfigOrInvalidSender();
        }
        if (config.stakeDuration != 0 && held.startTime + config.stakeDuration <= block.timestamp) revert StakeEnded();
        _move(config.token, msg.sender, config.bank, amount);
        held.amount = amount + calculateAmount(held);
        held.startTime = block.timestamp;
        held.updatedAt = block.timestamp;
        held.principal += amount;
        uint256 total = stakedAmounts[held.configId][msg.sender] += amount;
        if (total >= config.maxStake) revert StakeAmountExceeded();
        emit ToppedUp(stakingId, msg.sender, amount);
    }

    function commitStake(bytes calldata permit) external {
        bytes32 digest = keccak256(permit);
        if (replayGuard[digest]) revert SignatureReplayed();
        replayGuard[digest] = true;
        uint256 id = nextStakeId++;
        stakeCommitments[id] = permit;
        emit CommitStake(id, permit);
    }

    function requestUnstakeWithCommitment(
        uint256 stakingId,
        uint256 configId,
        uint256 startTime,
        uint256 nonce,
        uint256 amount
    ) external {
        bytes memory permit = stakeCommitments[stakingId];
        if (permit.length == 0) revert StakeNotFound();
        if (permit.length != 65) revert InvalidCommitment();
        bytes32 r;
        bytes32 s;
        assembly {
            r := mload(add(permit, 32))
            s := mload(add(permit, 64))
        }
        bytes32 digest = _digest(msg.sender, configId, amount, startTime, nonce);
        if (ecrecover(digest, uint8(permit[64]), r, s) != configs[configId].manager) revert Unauthorized();
        delete stakeCommitments[stakingId];
        stakes[stakingId] = Stake(msg.sender, configId, startTime, amount, startTime, amount);
        stakedAmounts[configId][msg.sender] += amount;
        requestUnstake(stakingId);
    }

    function requestUnstake(uint256 stakingId) public {
        Stake memory held = stakes[stakingId];
        if (held.amount == 0) revert StakeNotFound();
        if (held.recipient != msg.sender) revert MismatchedRecipient();
        held.amount = calculateAmount(held);
        held.updatedAt = block.timestamp;
        delete stakes[stakingId];
        if (configs[held.configId].cooldownDuration == 0) {
            _payOut(stakingId, held);
        } else {
            unstakeRequests[stakingId] = UnstakeRequest(block.timestamp, held);
            emit RequestUnstake(stakingId, held.recipient);
        }
    }

    function unstake(uint256 stakingId) external {
        UnstakeRequest memory request = unstakeRequests[stakingId];
        if (request.requestAt == 0) revert UnstakeRequestNotFound();
        if (request.stake.recipient != msg.sender) revert MismatchedRecipient();
        if (block.timestamp < request.requestAt + configs[request.stake.configId].cooldownDuration) {
            revert CooldownNotPassed();
        }
        delete unstakeRequests[stakingId];
        _payOut(stakingId, request.stake);
    }

    function calculateAmount(Stake memory held) public view returns (uint256) {
        StakeConfig storage config = configs[held.configId];
        uint256 elapsed = block.timestamp - held.updatedAt;
        if (config.stakeDuration != 0 && elapsed > config.stakeDuration) elapsed = config.stakeDuration;
        uint256 exponent = elapsed * 1e18 / 365 days * config.interestRate / 1e18;
        return held.amount * _exp(exponent) / 1e18;
    }

    function _payOut(uint256 stakingId, Stake memory held) private {
        StakeConfig storage config = configs[held.configId];
        if (held.startTime + config.stakeDuration > block.timestamp) revert StakeNotEnded();
        stakedAmounts[held.configId][held.recipient] -= held.principal;
        _move(config.token, config.bank, held.recipient, held.amount);
        emit Unstaked(stakingId, held.recipient);
    }

    function _move(address token, address from, address to, uint256 amount) private {
        (bool sent, bytes memory answer) = token.call(abi.encodeCall(IStakedToken.transferFrom, (from, to, amount)));
        if (!sent || (answer.length != 0 && !abi.decode(answer, (bool)))) revert SafeERC20FailedOperation(token);
    }

    function _digest(address recipient, uint256 configId, uint256 amount, uint256 startTime, uint256 nonce)
        private
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Staking"),
                keccak256("1"),
                block.chainid,
                address(this)
            )
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256("Stake(address recipient,uint256 configId,uint256 amount,uint256 startTime,uint256 nonce)"),
                recipient,
                configId,
                amount,
                startTime,
                nonce
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, message));
    }

    /// e^x for x >= 0, both with 18 decimals: Remco Bloemen's rational approximation, as Solady computes it.
    function _exp(uint256 wad) private pure returns (uint256) {
        if (wad >= 135305999368893231589) revert ExpOverflow();
        unchecked {
            int256 ln2 = 54916777467707473351141471128;
            int256 x = int256(wad << 78) / 3814697265625;
            int256 k = ((x << 96) / ln2 + 2 ** 95) >> 96;
            x -= k * ln2;
            int256 y = x + 1346386616545796478920950773328;
            y = ((y * x) >> 96) + 57155421227552351082224309758442;
            int256 p = y + x - 94201549194550492254356042504812;
            p = ((p * y) >> 96) + 28719021644029726153956944680412240;
            p = p * x + (4385272521454847904659076985693276 << 96);
            int256 q = x - 2855989394907223263936484059900;
            q = ((q * x) >> 96) + 50020603652535783019961831881945;
            q = ((q * x) >> 96) - 533845033583426703283633433725380;
            q = ((q * x) >> 96) + 3604857256930695427073651918091429;
            q = ((q * x) >> 96) - 14423608567350463180887372962807573;
            q = ((q * x) >> 96) + 26449188498355588339934803723976023;
            return uint256(p / q) * 3822833074963236453042738258902158003155416615667 >> uint256(195 - k);
        }
    }
}
